import fc from "fast-check";
import { readSettings, type Settings } from "../../provider/ack/settings";
import { Refused } from "../../provider/cluster/context/problem";
import { check } from "../../provider/cluster/preview/check";
import { plan } from "../../provider/cluster/preview/plan";
import { properties } from "../../provider/cluster/properties/table";
import { autoName } from "../../provider/cluster/state/ownership";
import type { Values } from "../../provider/table/check";
import { diff } from "../../provider/table/diff";
import type { Property } from "../../provider/table/property";
import { isValid } from "../../provider/table/shapes";
import { deep, json, RUNS, text, UNKNOWN, values } from "./values";

const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";
const settings: Settings = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {}).settings;
const table: Readonly<Record<string, Property<unknown>>> = properties as never;

const judge = (olds: Values, news: Values, urn = URN) => check(olds, news, { settings, faults: [], urn });

/** A refusal is an answer; anything else that is thrown is not. */
function planned(olds: Values, news: Values): ReturnType<typeof plan> | Refused {
  try {
    return plan(olds, news, settings);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

/** Inputs as the engine hands them to diff: those that passed check. */
function passed(news: Values): Values {
  const { inputs, failures } = judge({}, news);
  const faulty = new Set(failures.map(({ property }) => property.split(/[.[]/, 1)[0] as string));
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !faulty.has(name)));
}

/** The outputs of a cluster that has exactly what is wished. */
const recorded = (inputs: Values): Values => ({
  ...inputs,
  __inputs: Object.keys(inputs).filter((name) => !name.startsWith("__")),
  __wishes: inputs,
  state: "running",
  __ran: true,
});

describe("check", () => {
  test("never throws, whatever is written and whatever was recorded", () => {
    fc.assert(
      fc.property(values, values, (olds, news) => {
        const { inputs, failures } = judge(olds, news);
        expect(typeof inputs).toBe("object");
        for (const { property, reason } of failures)
          expect([typeof property, typeof reason]).toEqual(["string", "string"]);
      }),
      RUNS,
    );
  });

  test("takes any one property's value, one by one", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(table)), json, json, (name, before, value) => {
        judge({ [name]: before }, { [name]: value });
      }),
      { numRuns: 1500 },
    );
  });

  test("changes nothing that it has filled in itself", () => {
    fc.assert(
      fc.property(values, (news) => {
        const once = judge({}, news);
        const { __derived, ...inputs } = once.inputs;
        const twice = judge(once.inputs, inputs);
        expect({ ...twice.inputs, __derived }).toEqual(once.inputs);
      }),
      RUNS,
    );
  });

  test("passes a value that is not known yet, wherever it stands", () => {
    for (const [name, { shape }] of Object.entries(table))
      expect([name, isValid(shape, UNKNOWN)]).toEqual([name, true]);
  });

  test("takes what is deep and what is long", () => {
    const endless = Array.from({ length: 3_000 }, (_, index) => ({ name: `addon-${index % 50}`, config: "{}" }));
    const tags = Object.fromEntries(endless.map((_, index) => [`key-${index}`, "v"]));
    for (const name of Object.keys(table)) {
      judge({}, { [name]: deep(400) });
      judge({}, { [name]: endless });
      judge({}, { [name]: tags });
    }
    for (const { reason } of judge({}, { tags, addons: endless, vswitchIds: endless }).failures)
      expect(reason.length).toBeLessThan(5_000);
  });

  test("shows a refused text in one line", () => {
    fc.assert(
      fc.property(text, (name) => {
        const reasons = judge({}, { name, tags: { [name]: name }, timezone: name, zoneId: name }).failures;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
        for (const { property, reason } of reasons) expect(property + reason).not.toMatch(/[\u0000-\u001f]/);
      }),
      RUNS,
    );
  });

  test("takes names and tags in any script for what ACK takes them for", () => {
    const reasonsFor = (inputs: Values) => judge({}, { zoneId: "cn-hangzhou-i", name: "demo", ...inputs }).failures;
    for (const name of ["a\nb", "a\u202eb", "a🚀", "ä", "a b", "-a", "a\n"])
      expect(reasonsFor({ name })).toHaveLength(1);
    for (const key of ["שלום", "🚀", "a b", "\u202e", "__proto__", "constructor"])
      expect(reasonsFor({ tags: Object.fromEntries([[key, "v"]]) })).toEqual([]);
  });
});

describe("plan", () => {
  test("gives a plan or refuses, whatever is recorded and wanted", () => {
    fc.assert(
      fc.property(values, values, (olds, news) => void planned(olds, news)),
      { numRuns: 1500 },
    );
  });

  test("gives a plan or refuses for any one property's values", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(table)),
        json,
        json,
        fc.boolean(),
        (name, before, value, isManaged) => {
          planned(
            { [name]: before, __inputs: isManaged ? [name] : [], __wishes: { [name]: before } },
            { [name]: value },
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("finds no difference between what is recorded and the same", () => {
    fc.assert(
      fc.property(values.map(passed), (inputs) => {
        fc.pre(!JSON.stringify(inputs).includes(UNKNOWN));
        const found = diff(properties, { values: inputs, wishes: inputs, names: new Set(Object.keys(inputs)) }, inputs);
        expect(found).toMatchObject({ changes: [], refusals: [] });
        expect(planned(recorded(inputs), inputs)).toMatchObject({ changes: false, replaces: [] });
      }),
      RUNS,
    );
  });

  test("is the same in both directions where a shape says so", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(table)), json, json, ([name, { shape }], a, b) => {
        const isWide = ["maintenanceWindow", "autoUpgrade", "secretEncryption", "auditLog", "controlPlaneLog"].includes(
          name,
        );
        if (isWide || !isValid(shape, a) || !isValid(shape, b)) return;
        expect(shape.same(a, b)).toBe(shape.same(b, a));
        expect(shape.same(a, a)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});

describe("a name that is made up", () => {
  test("is one that ACK takes, whatever the resource is called", () => {
    fc.assert(
      fc.property(text, text, (name, project) => {
        const made = autoName(`urn:pulumi:dev::${project}::ack-serverless:index:ServerlessCluster::${name}`);
        expect(made).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/);
      }),
      RUNS,
    );
  });

  test("a URN may be anything", () => {
    fc.assert(
      fc.property(text, (urn) => void expect(autoName(urn)).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/)),
      RUNS,
    );
  });
});
