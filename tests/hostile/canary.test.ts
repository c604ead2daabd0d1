import { readOrImport } from "../../provider/cluster/import/imported";
import { ambiguousFaults, refusals, throttling } from "../cluster/support/faults";
import { Stack } from "../cluster/support/stack";
import { World } from "../cluster/support/world";

/** Secrets that tell where they turn up. */
const canaries = {
  secret: "canary-of-the-secret",
  token: "canary-of-the-token",
  addon: "canary-of-an-add-on",
  tag: "canary-of-a-tag",
};
/** How the private key in a simulated kubeconfig begins: fifteen characters, whole in base64. */
const KEY = "simulated key o";
/** 256 KiB of a secret configuration: many short values, and one long one. */
const LARGE_PIECE = "piece-of-a-large-secret";
const LARGE_VALUE = 'canary "in" a \\large\\ value\n'.repeat(4000);
const large = (of: string) => ({
  sls_project_name: "p",
  token: of,
  values: Array.from({ length: 4000 }, (_, index) => `${LARGE_PIECE}-${index}`),
  value: LARGE_VALUE,
});
const account = {
  accessKeyId: "STS.canaryOfTheKeyId",
  accessKeySecret: canaries.secret,
  securityToken: canaries.token,
  accountId: "1000000000000001",
};
const program = {
  name: "demo",
  zoneId: "cn-hangzhou-i",
  tags: { env: canaries.tag },
  addons: [{ name: "logtail-ds", config: JSON.stringify({ sls_project_name: "p", token: canaries.addon }) }],
};
const changed = {
  ...program,
  tags: { env: `${canaries.tag}-two` },
  deletionProtection: false,
  addons: [{ name: "logtail-ds", config: { sls_project_name: "p", token: `${canaries.addon}-two` } }],
};

/** Everything that a person may read: errors, warnings, status lines, the debug log. */
async function told(world: World, work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const stack = error instanceof Error ? [error.message, error.stack, ...Object.keys(error)] : [];
  return JSON.stringify([stack, world.warnings, world.reports, world.log]);
}

function expectNoCanary(text: string): void {
  const all = [...Object.values(canaries), account.accessKeyId, KEY];
  const found = all.filter((canary) => text.includes(canary) || text.includes(Buffer.from(canary).toString("base64")));
  expect(found).toEqual([]);
  for (const piece of [LARGE_PIECE, LARGE_VALUE.slice(0, 64)]) expect(text).not.toContain(piece);
}

const faults = [...ambiguousFaults(true), ...ambiguousFaults(false), ...throttling, ...refusals].filter(
  ({ fault }) => fault.kind !== "slow",
);

test.each(faults)("no secret is shown while every call of every flow meets $name", async ({ fault }) => {
  const world = await World.start({ accounts: [account] });
  const options = { account };
  const stack = new Stack(world);
  const flows: (() => Promise<unknown>)[] = [
    () => stack.up(program, options),
    () => stack.refresh(options),
    () => stack.up(changed, options),
    () => stack.destroy(options),
  ];
  for (const flow of flows) {
    for (let skip = 0; skip < 8; skip += 2) {
      const before = stack.state;
      world.simulator.failNext("*", fault, { skip, times: 20 });
      expectNoCanary(await told(world, Promise.resolve().then(flow)));
      world.simulator.clearFaults();
      stack.state ??= before;
    }
    expectNoCanary(await told(world, Promise.resolve().then(flow)));
  }
  // What the state holds in clear beside its inputs: no credential of a kubeconfig.
  const outputs = JSON.stringify(stack.state?.outputs ?? {});
  for (const canary of [canaries.secret, canaries.token, KEY, Buffer.from(KEY).toString("base64")])
    expect(outputs).not.toContain(canary);
});

const largeProgram = { ...program, addons: [{ name: "logtail-ds", config: JSON.stringify(large(canaries.addon)) }] };
const largeChange = { ...changed, addons: [{ name: "logtail-ds", config: large(`${canaries.addon}-two`) }] };
/** The beginning of what was sent, and a whole part of it. */
const sent = JSON.stringify({ token: canaries.addon, values: large("").values.slice(0, 200) });
/** ACK repeats what it was sent: as it is, in JSON, and as a gateway logs it. */
const echo = `${sent} ${JSON.stringify(sent)} ${JSON.stringify(LARGE_VALUE)} ${encodeURIComponent(sent)} ${canaries.tag}-two`;
const echoing = [
  { kind: "status", status: 400, code: "X", message: echo },
  { kind: "status", status: 500, code: "InternalError", message: echo },
  {
    kind: "status",
    status: 400,
    code: "X",
    message: "no",
    body: { data: [1, 2].map((code) => ({ code, message: echo })) },
  },
] as const;

test("256 KiB of secrets are sent, taken over after a lost answer, changed and deleted", async () => {
  const world = await World.start({ accounts: [account] });
  const options = { account };
  const stack = new Stack(world);
  world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
  expectNoCanary(await told(world, stack.up(largeProgram, options)));
  expect(world.requests("CreateCluster")).toHaveLength(1);
  expect(stack.id).toBe(world.cluster().cluster_id);
  for (const step of [() => stack.up(largeChange, options), () => stack.refresh(options)])
    expectNoCanary(await told(world, step()));
  await stack.destroy(options);
  expect(world.simulator.clusters()).toEqual([]);
});

test.each(echoing)("256 KiB of secrets are not shown by a flow whose answers repeat them: $status", async (fault) => {
  const world = await World.start({ accounts: [account] });
  const options = { account };
  const stack = new Stack(world);
  const failing = async (operation: Parameters<typeof world.simulator.failNext>[0], flow: () => Promise<unknown>) => {
    world.simulator.failNext(operation, fault, { times: 5 });
    const text = await told(world, flow());
    world.simulator.clearFaults();
    expectNoCanary(text);
    return text;
  };
  const refused = await failing("CreateCluster", () => stack.up(largeProgram, options));
  expect(refused).toContain("[hidden]");
  world.simulator.failTask("cluster_create", { code: "X", message: echo });
  expectNoCanary(await told(world, stack.up(largeProgram, options)));
  await stack.destroy(options);
  await stack.up(largeProgram, options);
  expect(await failing("ModifyClusterAddon", () => stack.up(largeChange, options))).toContain("[hidden]");
  await failing("DescribeClusterDetail", () => stack.refresh(options));
  await failing("ListClusterAddonInstances", () => stack.refresh(options));
  expect(await failing("DeleteCluster", () => stack.destroy(options))).toContain("[hidden]");
  const { id, inputs, outputs } = stack.state as NonNullable<typeof stack.state>;
  await failing("DescribeClusterDetail", () => readOrImport(id, outputs, inputs, world.context(options)));
  stack.state = undefined;
  await failing("TagResources", () => stack.up({ ...largeProgram, adopt: id }, options));
  const again = await told(world, stack.up({ ...largeProgram, adopt: id }, options));
  expectNoCanary(again);
});
