import { times } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const PRO = { ...AUTO_VPC, clusterSpec: "ack.pro.small", snatEntry: true };
const LOGS = {
  ...PRO,
  auditLog: { enabled: true, logProject: "audit-logs" },
  controlPlaneLog: { components: ["apiserver"], ttlDays: 30 },
  addons: [{ name: "knative", config: { a: 1 } }],
};
const OPTIONAL = [
  "DescribeClusterResources",
  "GetClusterAuditProject",
  "CheckControlPlaneLogEnable",
  "ListClusterAddonInstances",
  "GetClusterAddonInstance",
];
const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "denied" } as const;

async function running(program: object = PRO) {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up({ ...program });
  const create = world.allCalls();
  world.forget();
  return { world, stack, create };
}

test("a program that manages none of it: only the resources are read, once at each end, and nothing in a deletion's wait", async () => {
  const { world, stack, create } = await running();
  expect(create.slice(-3)).toEqual(["DescribeClusterResources", "TagResources", "DescribeClusterUserKubeconfig"]);
  await stack.refresh();
  expect(world.allCalls()).toEqual(["DescribeClusterDetail", "DescribeClusterResources"]);
  world.forget();
  await stack.up({ ...PRO, deletionProtection: true });
  expect(world.allCalls()).toEqual([
    "DescribeClusterDetail",
    "DescribeClusterResources",
    "ModifyCluster",
    ...times(2, "DescribeClusterDetail", "DescribeTaskInfo"),
    "DescribeClusterResources",
  ]);
});

test("what a program manages is read from the operation that reports it", async () => {
  const { world, stack } = await running(LOGS);
  await stack.refresh();
  expect(world.allCalls()).toEqual(["DescribeClusterDetail", ...OPTIONAL]);
  expect(stack.outputs).toMatchObject({
    auditLog: LOGS.auditLog,
    controlPlaneLog: LOGS.controlPlaneLog,
    addons: LOGS.addons,
  });
});

test("ids of the cluster's own resources are outputs; the API server's EIP is one if there is no other", async () => {
  const { world, stack } = await running();
  expect([stack.outputs.natGatewayId, stack.outputs.eipId]).toEqual([expect.stringContaining("ngw-"), undefined]);
  await stack.destroy();
  await stack.up({ ...PRO, snatEntry: false });
  const id = (prefix: string) => world.simulator.resources().find((one) => one.id.startsWith(prefix))?.id;
  expect([id("eip-"), id("lb-")]).toEqual(Array(2).fill(expect.any(String)));
  expect([stack.outputs.eipId, stack.outputs.loadBalancerId]).toEqual([id("eip-"), id("lb-")]);
});

test.each(OPTIONAL)("%s that is denied or fails: what is recorded stays", async (operation) => {
  const { world, stack } = await running(LOGS);
  const { outputs } = stack;
  world.simulator.failNext(operation, denied);
  await stack.refresh();
  expect(stack.outputs).toEqual(outputs);
  world.simulator.failNext(operation, { kind: "html", status: 502 }, { times: 5 });
  await stack.refresh();
  expect(stack.outputs).toEqual(outputs);
  expect(await stack.up(LOGS)).toBe("same");
});

test.each(OPTIONAL)("%s that is denied at the end of a create: the create is done", async (operation) => {
  const world = await World.start();
  const stack = new Stack(world);
  world.simulator.failNext(operation, denied);
  await stack.up(LOGS);
  expect(stack.state).toMatchObject({ isUnfinished: false, outputs: { state: "running" } });
  expect(await stack.up(LOGS)).toBe("same");
});

test.each([
  ["that may not be read back", "CheckControlPlaneLogEnable", denied],
  ["that its answer does not tell", "CheckControlPlaneLogEnable", { kind: "raw", status: 200, body: "{}" }],
] as const)("a change %s is made, with a warning, and is recorded", async (_, operation, fault) => {
  const { world, stack } = await running(LOGS);
  world.simulator.failNext(operation, fault, { times: 1000 });
  const wanted = { ...LOGS, controlPlaneLog: { components: ["apiserver", "kcm"] } };
  await stack.up(wanted);
  expect(world.writes().map(([name]) => name)).toEqual(["UpdateControlPlaneLog"]);
  expect(world.warnings).toEqual([
    `controlPlaneLog of cluster ${stack.id} is changed, but ACK does not report its new value`,
  ]);
  expect([stack.outputs.controlPlaneLog, await stack.up(wanted)]).toEqual([wanted.controlPlaneLog, "same"]);
});

test("a change of a field that the detail leaves empty is made, with a warning", async () => {
  const { world, stack } = await running();
  world.simulator.overrideDetail(stack.id, { timezone: "" });
  await stack.up({ ...PRO, timezone: "Asia/Tokyo" });
  expect(world.warnings).toEqual([expect.stringContaining("timezone of cluster")]);
  expect(stack.outputs.timezone).toBe("Asia/Tokyo");
});
