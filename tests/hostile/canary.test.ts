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
}

const faults = [...ambiguousFaults(true), ...ambiguousFaults(false), ...throttling, ...refusals].filter(
  ({ fault }) => fault.kind !== "slow",
);

test.each(faults)("no secret is told while every call of every flow meets $name", async ({ fault }) => {
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
