import fc from "fast-check";
import { parse } from "yaml";
import { readSettings } from "../../provider/ack/settings";
import { withAuthority } from "../../provider/cluster/observe/kubeconfig";
import { properties } from "../../provider/cluster/properties/table";
import { kubeconfigOf } from "../../provider/cluster/state/kubeconfig";
import type { Property } from "../../provider/table/property";
import { isValid } from "../../provider/table/shapes";
import { messageOf } from "../cluster/support/failure";
import { AUTO_VPC } from "../cluster/support/inputs";
import { Stack } from "../cluster/support/stack";
import { World } from "../cluster/support/world";
import { json, RUNS, text } from "./values";

const table: Readonly<Record<string, Property<unknown>>> = properties as never;
const place = { region: "cn-hangzhou", id: "c1" };

describe("what is written and read at one place", () => {
  const both = Object.entries(table).flatMap(([name, { shape, facts }]) =>
    Object.values(facts.at).flatMap((at) => {
      if (typeof at !== "object") return [];
      if ("wires" in at)
        return at.write && at.read ? [{ name, shape, there: (v: unknown) => at.read?.(at.write?.(v) ?? {}) }] : [];
      return at.encode && at.decode ? [{ name, shape, there: (v: unknown) => at.decode?.(at.encode?.(v)) }] : [];
    }),
  );

  test.each(both)("$name is read back as it was written", ({ shape, there }) => {
    fc.assert(
      fc.property(json, fc.dictionary(text, text, { noNullPrototype: true }), (one, other) => {
        for (const value of [one, other]) {
          if (!isValid(shape, value) || JSON.stringify(value).includes("04da6b54")) continue;
          const back = there(value);
          if (back !== undefined) expect(shape.same(back, value)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe("a kubeconfig", () => {
  test("that is anything gives a certificate or none, and no error", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          text,
          json,
          json.map((value) => JSON.stringify(value)),
        ),
        async (config) => {
          const ack = () => ({ region: "cn-hangzhou", call: async () => ({ config }) });
          const { certificateAuthority } = await withAuthority({ state: "running" }, place, { ack } as never);
          expect(["string", "undefined"]).toContain(typeof certificateAuthority);
        },
      ),
      RUNS,
    );
  });

  test("with aliases that expand without end is given up", async () => {
    const bomb = [
      "a0: &a0 x",
      ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`),
    ].join("\n");
    const ack = () => ({ region: "cn-hangzhou", call: async () => ({ config: bomb }) });
    expect(await withAuthority({ state: "running" }, place, { ack } as never)).toEqual({ state: "running" });
  });

  test("that is made says what it was made of, whatever is in it", () => {
    fc.assert(
      fc.property(text, text, text, (authority, server, clusterId) => {
        const made = kubeconfigOf({
          certificateAuthority: authority,
          apiServerEndpoint: server,
          clusterId,
          regionId: "r",
        });
        const { clusters, users } = parse(made as string);
        expect(clusters).toEqual([{ name: clusterId, cluster: { server, "certificate-authority-data": authority } }]);
        expect(users[0].user.exec.args.at(-1)).toBe(clusterId);
      }),
      RUNS,
    );
  });
});

describe("an endpoint", () => {
  const host = fc.oneof(
    fc.constantFrom(
      "127.0.0.1",
      "localhost",
      "[::1]",
      "127.1",
      "0x7f.1",
      "2130706433",
      "127.0.0.1.example.com",
      "example.com",
      "0.0.0.0",
    ),
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((address) => `[${address}]`),
  );
  const address = fc.oneof(
    text,
    fc.webUrl(),
    fc
      .tuple(
        fc.constantFrom(
          "http://",
          "HTTP://",
          "https://",
          "http:/",
          "http:\\\\",
          "http:",
          "//",
          "",
          "ftp://",
          "http://127.0.0.1@",
          "http://127.0.0.1:80@",
        ),
        host,
        fc.constantFrom("", "/", ":8080", ":8080/", "/path", "?query", "#127.0.0.1", "\\@127.0.0.1", "%2f"),
      )
      .map((parts) => parts.join("")),
  );

  test("never lets a request go unencrypted over a network", () => {
    fc.assert(
      fc.property(address, (cs) => {
        const { settings } = readSettings(
          (key) => (key === "alicloud:endpoints" ? JSON.stringify({ cs }) : undefined),
          {},
        );
        const taken = settings.endpoints.cs;
        if (taken === undefined) return;
        // As the client reads it.
        const url = new URL(taken.includes("://") ? taken : `https://${taken}`);
        expect(["http:", "https:"]).toContain(url.protocol);
        if (url.protocol === "http:") expect(url.hostname).toMatch(/^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/);
      }),
      { numRuns: 3000 },
    );
  });

  test("is never an error, whatever the setting holds", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          json.map((value) => JSON.stringify(value)),
        ),
        (endpoints) => {
          readSettings((key) => (key === "alicloud:endpoints" ? endpoints : undefined), {});
        },
      ),
      RUNS,
    );
  });
});

test("an answer of more than eight million characters is refused", async () => {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up(AUTO_VPC);
  const body = JSON.stringify({ cluster_id: stack.id, filler: "x".repeat(8 * 1024 * 1024) });
  world.simulator.failNext("DescribeClusterDetail", { kind: "raw", status: 200, body }, { times: 5 });
  expect(await messageOf(stack.refresh())).toContain("the answer is longer than 8388608 bytes");
  expect(stack.state?.isUnfinished).toBe(false);
});
