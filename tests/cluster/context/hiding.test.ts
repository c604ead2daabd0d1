import fc from "fast-check";
import { hiding } from "../../../provider/cluster/context/hiding";
import { create } from "../../../provider/cluster/lifecycle/create";
import { update } from "../../../provider/cluster/lifecycle/update";
import type { Values } from "../../../provider/table/check";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const TOKEN = "canary-token";
const TAG = "canary-tag";
const config = { token: TOKEN, nested: [{ text: 'canary "quoted"' }] };
const program = { ...AUTO_VPC, tags: { owner: TAG }, addons: [{ name: "logtail-ds", config }] };
/** What ACK was sent, in its own words. */
const echo = `invalid config ${JSON.stringify(config)} and ${JSON.stringify(JSON.stringify(config))} for ${TAG}`;
const refused = { kind: "status", status: 400, code: "X", message: echo } as const;

async function running(before: Values = AUTO_VPC) {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up(before);
  const news = stack.inputs(program);
  const up = () => update(stack.id, stack.outputs, news, hiding(world.context(), stack.outputs, news));
  return { world, up };
}

const said = async (world: World, operation: Promise<unknown>) =>
  [await messageOf(operation), ...world.warnings, JSON.stringify(world.reports)].join("\n");

test("a refused creation does not reveal what it was sent", async () => {
  const world = await World.start();
  world.simulator.failNext("CreateCluster", refused);
  const inputs = new Stack(world).inputs(program);
  const text = await said(world, create(inputs, hiding(world.context(), inputs)));
  expect(text).toContain("invalid config [hidden] and ");
  expect(text).not.toContain("canary");
});

test.each([
  ["findings of an answer", { ...refused, body: { data: [1, 2].map((code) => ({ code, message: echo })) } }],
  ["an answer", refused],
] as const)("%s does not reveal what an update sent", async (_, fault) => {
  const { world, up } = await running();
  world.simulator.failNext("InstallClusterAddons", fault);
  const text = await said(world, up());
  expect(text).toContain("ACK refused the request: invalid config [hidden]");
  expect(text).not.toContain("canary");
});

test("a failed task, or one that fails in part, does not reveal what an update sent", async () => {
  for (const addon of [undefined, "logtail-ds"]) {
    const { world, up } = await running();
    world.simulator.failTask("cluster_addon_install", { code: "X", message: echo, ...(addon && { addon }) });
    const text = await said(world, up());
    expect(text).toContain("[hidden]");
    expect(text).not.toContain("canary");
  }
});

test("what the error proves stays, and so does text that is too short to be a secret", async () => {
  const { world, up } = await running();
  const busy = { kind: "status", status: 400, code: "X", message: "Addon status not match" } as const;
  world.simulator.failNext("InstallClusterAddons", busy);
  await up();
  expect(world.requests("InstallClusterAddons")).toHaveLength(2);
  const { hide } = hiding(world.context(), { tags: { a: "not", b: "status" } });
  expect(hide?.("Addon status not match")).toBe("Addon [hidden] not match");
});

test.each(['a "b" \\\\ c', "one\ntwo", "(x) [y] $&", "ünï–cödé", "\u0001bells"])(
  "%j is hidden, however often it is put into JSON",
  async (secret) => {
    const world = await World.start();
    const { hide } = hiding(world.context(), { tags: { a: secret } });
    let text = secret;
    for (let depth = 0; depth < 4; depth++) {
      expect(hide?.(text)?.replace(/[\\"]/g, "")).toBe("[hidden]");
      text = JSON.stringify(text);
    }
  },
);

/** Text in which runs of backslashes stand before anything that JSON escapes, or not. */
const backslashed = fc
  .array(
    fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((length) => "\\".repeat(length)),
      fc.constantFrom('"', "\n", "\u0001", "\ud800", "n", "u0001", "+", "*", "😀", "é"),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => `secret${parts.join("")}`)
  // At the front, too.
  .chain((text) => fc.constantFrom(text, text.slice("secret".length) + text));

test("runs of backslashes are found, however often they are put into JSON", async () => {
  const world = await World.start();
  fc.assert(
    fc.property(backslashed, (secret) => {
      const { hide } = hiding(world.context(), { tags: { a: secret } });
      let text = secret;
      for (let depth = 0; depth < 4; depth++) {
        expect(hide?.(`see ${text}.`)?.replace(/[\\"]/g, "")).toBe("see [hidden].");
        text = JSON.stringify(text);
      }
    }),
  );
});

test("tags that ACK does not apply are reported by their keys", async () => {
  const { world, up } = await running();
  world.simulator.failNext("TagResources", {
    kind: "raw",
    status: 200,
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const text = await said(world, up());
  expect(text).toContain("the cluster still has other tags than wanted (owner)");
  expect(text).not.toContain("canary");
});
