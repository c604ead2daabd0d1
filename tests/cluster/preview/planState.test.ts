import fc from "fast-check";
import { readSettings } from "../../../provider/ack/settings";
import { Refused } from "../../../provider/cluster/context/problem";
import { plan } from "../../../provider/cluster/preview/plan";
import { inputsOf, outputsOf } from "../../../provider/cluster/state/outputs";

type Values = Readonly<Record<string, unknown>>;

const { settings } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});
const same = { changes: false, replaces: [], deleteBeforeReplace: false, warnings: [] };
const update = { ...same, changes: true };

const recorded = { name: "prod", regionId: "cn-hangzhou", serviceCidr: "172.20.0.0/20", deletionProtection: false };
const outputs = (values: Values): Values => ({
  clusterId: "c-1",
  ...recorded,
  __inputs: Object.keys(recorded),
  ...values,
});

const failed = { state: "failed" };
const replaced = {
  changes: true,
  replaces: ["state"],
  deleteBeforeReplace: true,
  warnings: ["creation failed: cluster c-1 is failed, and this update replaces it"],
};

describe("a cluster whose creation failed", () => {
  test("is replaced, the old one first, whatever else is the same or changed", () => {
    const news = [recorded, { ...recorded, name: "test" }, { ...recorded, serviceCidr: "172.21.0.0/20" }];
    expect(news.map((inputs) => plan(outputs(failed), inputs, settings))).toEqual([replaced, replaced, replaced]);
  });

  test("is announced in a refresh as what the next run does", () => {
    expect(plan(outputs(failed), recorded, settings, "refresh")).toEqual({
      ...replaced,
      warnings: ['creation failed: cluster c-1 is failed, and the next "pulumi up" replaces it'],
    });
  });

  test("is replaced by one with inputs that a running cluster could not take", () => {
    const olds = outputs({ ...failed, vpcId: "vpc-auto" });
    expect(plan(olds, { ...recorded, vpcId: "vpc-1", snatEntry: true }, settings)).toEqual(replaced);
  });

  test("is updated while it is protected, since only an update can take the protection off", () => {
    const olds = outputs({ ...failed, deletionProtection: true });
    const news = [recorded, { ...recorded, deletionProtection: true }, { ...recorded, serviceCidr: "172.21.0.0/20" }];
    expect(news.map((inputs) => plan(olds, inputs, settings))).toEqual([update, update, update]);
  });
});

test("a cluster that was running and is now failed: is never replaced automatically, and never ignored", () => {
  expect(plan(outputs({ ...failed, __ran: true }), recorded, settings)).toEqual(update);
});

test.each(["initial", "updating", "upgrading", "migrating", "scaling", "removing", "draining"])(
  "a cluster that is recorded as %s: is updated, which resumes the wait",
  (state) => {
    expect([
      plan(outputs({ state }), recorded, settings),
      plan(outputs({ state, __ran: true }), recorded, settings),
    ]).toEqual([update, update]);
  },
);

test.each(["running", undefined])("a cluster that is recorded as %s: is left as it is", (state) => {
  expect(plan(outputs({ state, __ran: true }), recorded, settings)).toEqual(same);
});

test.each([
  ["inactive", "cluster c-1 is inactive: ACK changes and deletes it only once the cause, such as arrears, is gone"],
  ["unavailable", "cluster c-1 is unavailable and cannot recover: its API server's load balancer was released"],
])("a cluster that is recorded as %s: is left as it is, with a warning", (state, warning) => {
  expect(plan(outputs({ state, __ran: true }), recorded, settings)).toEqual({ ...same, warnings: [warning] });
});

test.each(["deleting", "delete_failed"])(
  "a cluster that is recorded as %s: is never passed over, since it cannot stay so",
  (state) => {
    expect(plan(outputs({ state, __ran: true }), recorded, settings)).toEqual(update);
  },
);

test.each<[string, unknown, unknown, object]>([
  ["set", undefined, { create: 60 }, update],
  ["changed", { create: 60 }, { create: 90 }, update],
  ["another one added", { create: 60 }, { create: 60, delete: 30 }, update],
  ["the same", { create: 60, delete: 30 }, { delete: 30, create: 60 }, same],
  ["taken out", { create: 60 }, undefined, update],
])("custom timeouts, %s: live in state and make at most an update", (_, before, now, expected) => {
  const line = { __provider: "line" };
  const olds = outputs({ state: "running", __timeouts: before, ...line });
  expect(plan(olds, { ...recorded, __timeouts: now, ...line }, settings)).toEqual(expected);
});

type Discovery = { readonly privateZone?: boolean; readonly serviceDiscoveryTypes?: readonly string[] };
const zone: Discovery = { privateZone: true };
const noZone: Discovery = { privateZone: false };
const types = (...names: readonly string[]): Discovery => ({ serviceDiscoveryTypes: names });
const both = (...names: readonly string[]): Discovery => ({ privateZone: true, serviceDiscoveryTypes: names });
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test.each<[Discovery, object, string | undefined]>([
  [zone, zone, undefined],
  [zone, types("PrivateZone"), undefined],
  [types("PrivateZone"), zone, undefined],
  [zone, both("PrivateZone"), undefined],
  [both("PrivateZone"), types("PrivateZone"), undefined],
  [both("PrivateZone"), zone, undefined],
  [types("CoreDNS", "PrivateZone"), types("PrivateZone", "CoreDNS"), undefined],
  [types("CoreDNS"), noZone, undefined],
  [noZone, types("CoreDNS"), undefined],
  [zone, {}, undefined],
  [types("PrivateZone"), {}, undefined],
  [zone, noZone, "privateZone"],
  [noZone, zone, "privateZone"],
  [zone, types("CoreDNS"), "serviceDiscoveryTypes"],
  [zone, types("CoreDNS", "PrivateZone"), "serviceDiscoveryTypes"],
  [noZone, types("PrivateZone"), "serviceDiscoveryTypes"],
  [types("CoreDNS"), zone, "privateZone"],
  [types("CoreDNS"), types("PrivateZone"), "serviceDiscoveryTypes"],
  [types("PrivateZone"), both("PrivateZone", "CoreDNS"), "serviceDiscoveryTypes"],
  [zone, { privateZone: unknown }, "privateZone"],
  [noZone, { privateZone: unknown }, "privateZone"],
  [types("CoreDNS"), { privateZone: unknown }, "privateZone"],
  [noZone, { serviceDiscoveryTypes: unknown }, "serviceDiscoveryTypes"],
  [types("CoreDNS"), { serviceDiscoveryTypes: [unknown] }, "serviceDiscoveryTypes"],
])("service discovery from %j to %j: replaces by %s", (before, now, property) => {
  const olds = {
    ...outputs({ state: "running", ...before }),
    __inputs: [...Object.keys(recorded), ...Object.keys(before)],
  };
  const expected = property === undefined ? same : { ...update, replaces: [property], deleteBeforeReplace: true };
  expect(plan(olds, { ...recorded, ...now }, settings)).toEqual(expected);
});

test("service discovery that was never set: is taken into state, its default without a warning", () => {
  const olds = outputs({ state: "running" });
  const warning = (property: string) =>
    `${property} was not set before, and ACK does not report what the cluster has: it is recorded as written, without a call`;
  expect([noZone, zone, both("PrivateZone")].map((now) => plan(olds, { ...recorded, ...now }, settings))).toEqual([
    same,
    { ...update, warnings: [warning("privateZone")] },
    { ...update, warnings: [warning("privateZone"), warning("serviceDiscoveryTypes")] },
  ]);
});

describe("a refresh", () => {
  const ids = (prefix: string) => fc.constantFrom("1", "2", "3").map((id) => `${prefix}-${id}`);
  /** Inputs whose change this version makes in place or not at all. */
  const inputs = fc.record(
    {
      vpcId: ids("vpc"),
      vswitchIds: fc.uniqueArray(ids("vsw"), { minLength: 1 }),
      zoneId: fc.constantFrom("cn-hangzhou-i", "cn-hangzhou-j"),
      securityGroupId: ids("sg"),
      isEnterpriseSecurityGroup: fc.boolean(),
      serviceCidr: fc.constantFrom("172.19.0.0/20", "172.20.0.0/20", "10.0.0.0/16"),
      snatEntry: fc.boolean(),
      privateZone: fc.boolean(),
      serviceDiscoveryTypes: fc.shuffledSubarray(["CoreDNS", "PrivateZone"], { minLength: 1 }),
      loggingType: fc.constant("SLS"),
      deletionProtection: fc.boolean(),
      timezone: fc.constantFrom("Asia/Shanghai", "UTC"),
      resourceGroupId: ids("rg"),
      tags: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom("1", "2"), { noNullPrototype: true }),
      __timeouts: fc.constant({ create: 60 }),
    },
    { requiredKeys: [] },
  );
  /** An answer of DescribeClusterDetail: each field as it should be, otherwise, or of no use. */
  const detail = fc
    .record(
      {
        name: fc.constantFrom("prod", "renamed"),
        region_id: fc.constantFrom("cn-hangzhou", "cn-beijing"),
        vpc_id: ids("vpc"),
        vswitch_ids: fc.array(ids("vsw")),
        zone_id: fc.constantFrom("cn-hangzhou-i", "", null),
        security_group_id: fc.oneof(ids("sg"), fc.constantFrom("", null)),
        service_cidr: fc.constantFrom("172.19.0.0/20", "10.0.0.0/16", "", null),
        deletion_protection: fc.constantFrom(true, false, null, "true"),
        timezone: fc.constantFrom("Asia/Shanghai", "Europe/Berlin", ""),
        resource_group_id: fc.oneof(ids("rg"), fc.constant("")),
        tags: fc.oneof(
          fc.array(fc.record({ key: fc.constantFrom("a", "b", "foreign", "acs:x"), value: fc.constantFrom("1", "3") })),
          fc.constantFrom(null, "", [null], [{}]),
        ),
        master_url: fc.constantFrom("", "{", '{"intranet_api_server_endpoint":"https://10.0.0.1:6443"}'),
      },
      { requiredKeys: [] },
    )
    .map((fields): Values => ({ cluster_id: "c-1", state: "running", ...fields }));

  const created = (first: Values, program: Values) => outputsOf(first, { clusterId: "c-1" }, { ...named, ...program });
  const named = { name: "prod", regionId: "cn-hangzhou" };

  test("of a cluster as it was made: the next preview shows no change, whatever the cluster reports", () => {
    fc.assert(
      fc.property(detail, inputs, (first, program) => {
        const made = created(first, program);
        expect(plan(made, inputsOf(made), settings)).toEqual(same);
      }),
      { numRuns: 500 },
    );
  });

  test("with any drift: the inputs that it writes are what its outputs hold", () => {
    fc.assert(
      fc.property(detail, detail, inputs, (first, second, program) => {
        const refreshed = outputsOf(second, created(first, program), {});
        expect(plan(refreshed, inputsOf(refreshed), settings)).toEqual(same);
      }),
      { numRuns: 500 },
    );
  });

  test("with any drift, asked the other way round as the engine does: never fails and never replaces", () => {
    fc.assert(
      fc.property(detail, detail, inputs, (first, second, program) => {
        const made = created(first, program);
        const refreshed = outputsOf(second, made, {});
        expect(plan(refreshed, inputsOf(made), settings)).toMatchObject({ replaces: [], warnings: [] });
      }),
      { numRuns: 500 },
    );
  });

  test("with any drift: the next up never replaces, while the program stays as it was", () => {
    fc.assert(
      fc.property(detail, detail, inputs, (first, second, program) => {
        const refreshed = outputsOf(second, created(first, program), {});
        expect(plan(refreshed, { ...named, ...program }, settings).replaces).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("of any state: a plan for inputs of an older version fails only with reasons", () => {
    const old = fc.dictionary(
      fc.constantFrom("vswitchIds", "tags", "addons", "serviceDiscoveryTypes", "gone"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(detail, inputs, old, (first, program, older) => {
        try {
          plan(created(first, program), { ...named, ...older }, settings);
        } catch (error) {
          expect(error).toBeInstanceOf(Refused);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("an input that becomes secret is recorded anew, one that is no longer secret is not", () => {
  const secrets = (...paths: string[][]) => ({ __secrets: paths });
  const planned = (before: Values, now: Values) => plan(outputs(before), { ...recorded, ...now }, settings).changes;
  expect(planned(secrets(["name"]), secrets(["name"], ["tags", "team"]))).toBe(true);
  expect(planned(secrets(["name"]), secrets(["name"]))).toBe(false);
  expect(planned(secrets(["name"]), secrets())).toBe(false);
  expect(planned({}, secrets(["name"]))).toBe(false);
});

describe("a cluster that an interrupted run created with other values", () => {
  const news = { ...recorded, serviceCidr: "172.21.0.0/20" };
  const takenOver = { __takenOver: ["serviceCidr"] };

  test("is replaced where nothing stands in the way", () => {
    expect(plan(outputs(takenOver), news, settings)).toMatchObject({ replaces: ["serviceCidr"] });
  });

  test("is updated while it is protected, since the program has not changed; any other is refused", () => {
    const protection = { deletionProtection: true };
    expect(plan(outputs({ ...takenOver, ...protection }), { ...news, ...protection }, settings)).toEqual(update);
    expect(() => plan(outputs(protection), { ...news, ...protection }, settings)).toThrow(Refused);
    const others = outputs({ __takenOver: ["vpcId"], ...protection });
    expect(() => plan(others, { ...news, ...protection }, settings)).toThrow(Refused);
    const more = { ...news, ...protection, regionId: "cn-beijing" };
    expect(() => plan(outputs({ ...takenOver, ...protection }), more, settings)).toThrow(Refused);
  });
});

test("a value that was never recorded is refused in an update, and does not stop a refresh", () => {
  const olds = outputs({ zoneId: "cn-hangzhou-b", __inputs: ["name", "regionId"] });
  const news = { ...recorded, zoneId: "cn-hangzhou-i" };
  expect(() => plan(olds, news, settings)).toThrow("zoneId: was never set for this cluster");
  expect(plan(olds, news, settings, "refresh")).toEqual(update);
});
