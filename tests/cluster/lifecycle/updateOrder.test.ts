import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const LOGS = {
  auditLog: { enabled: true, logProject: "audit-logs" },
  controlPlaneLog: { components: ["apiserver"] },
};

async function running(program: object = {}) {
  const world = await World.start();
  const stack = new Stack(world);
  await stack.up({ ...AUTO_VPC, ...program });
  world.forget();
  return { world, stack, id: stack.id, up: (more: object) => stack.up({ ...AUTO_VPC, ...program, ...more }) };
}
const writes = (world: World) => world.writes().map(([operation]) => operation);

test("everything at once: the edition first, which other options need, and one ModifyCluster for all that it carries", async () => {
  const { world, up } = await running();
  const everything = {
    clusterSpec: "ack.pro.small",
    secretEncryption: { kmsKeyId: "key-1" },
    maintenanceWindow: { maintenanceTime: "03:00:00Z" },
    autoUpgrade: { enabled: true, channel: "patch" },
    endpointPublicAccess: false,
    enableRrsa: true,
    customSans: ["api.example.com"],
    tags: { env: "prod" },
    ...LOGS,
  };
  await up(everything);
  expect(writes(world)).toEqual([
    "MigrateCluster",
    "ModifyCluster",
    "TagResources",
    "UpdateKMSEncryption",
    "UpdateClusterAuditLogConfig",
    "UpdateControlPlaneLog",
  ]);
  expect(world.requests("MigrateCluster")[0]?.body).toEqual({ type: "ManagedKubernetes", spec: "ack.pro.small" });
  expect(Object.keys(world.requests("ModifyCluster")[0]?.body as object).toSorted()).toEqual([
    "api_server_custom_cert_sans",
    "api_server_eip",
    "enable_rrsa",
    "maintenance_window",
    "operation_policy",
  ]);
  expect(await up(everything)).toBe("same");
});

test("a migration that fails: nothing else is changed, and the state holds the actual edition", async () => {
  const { world, stack, up } = await running();
  world.simulator.failTask("cluster_migrate", { code: "X", message: "no" });
  const message = await messageOf(up({ clusterSpec: "ack.pro.small", deletionProtection: true }));
  expect(message).toContain("X: no");
  expect(writes(world)).toEqual(["MigrateCluster"]);
  expect(stack.outputs).toMatchObject({ clusterSpec: "ack.standard", deletionProtection: false });
});

test("a failure halfway: the state shows for each operation whether it was applied", async () => {
  const { world, stack, up } = await running({ clusterSpec: "ack.pro.small", auditLog: { enabled: false } });
  const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "no" } as const;
  world.simulator.failNext("UpdateControlPlaneLog", denied);
  expect(await messageOf(up({ ...LOGS, timezone: "UTC" }))).toContain("changing controlPlaneLog");
  expect(stack.outputs).toMatchObject({ auditLog: { enabled: true }, timezone: "UTC" });
  world.forget();
  await up({ ...LOGS, timezone: "UTC" });
  expect(writes(world)).toEqual(["UpdateControlPlaneLog"]);
});

test("names on the certificate: an empty list removes them, and the outputs show an empty list", async () => {
  const { world, stack, up } = await running({ customSans: ["api.example.com"] });
  expect(await up({ customSans: [] })).toBe("update");
  expect(world.writes()).toEqual([
    ["ModifyCluster", { api_server_custom_cert_sans: { action: "overwrite", subject_alternative_names: [] } }],
  ]);
  expect(stack.outputs.customSans).toEqual([]);
  expect(await up({ customSans: [] })).toBe("same");
});

test("an EIP of the user's: the cluster is made private, and the EIP bound afterwards", async () => {
  const world = await World.start();
  const stack = new Stack(world);
  const program = { ...AUTO_VPC, apiServerEipId: "eip-bp1mine" };
  await stack.up(program);
  expect(world.requests("CreateCluster")[0]?.body).toMatchObject({ endpoint_public_access: false });
  expect(world.requests("ModifyCluster").map(({ body }) => body)).toEqual([
    { api_server_eip: true, api_server_eip_id: "eip-bp1mine" },
  ]);
  expect(stack.outputs).toMatchObject({ apiServerEipId: "eip-bp1mine", endpointPublicAccess: true });
  expect(await stack.up(program)).toBe("same");
});

test("what only a later call carries, when that call fails: is not in state, and the next up applies it", async () => {
  const world = await World.start();
  const stack = new Stack(world);
  const program = { ...AUTO_VPC, systemEventsLogging: { enabled: true } };
  world.simulator.failNext("ModifyCluster", { kind: "status", status: 400, code: "X", message: "no" });
  expect(await messageOf(stack.up(program))).toContain("changing systemEventsLogging");
  expect("systemEventsLogging" in stack.outputs).toBe(false);
  world.forget();
  expect(await stack.up(program)).toBe("update");
  expect(writes(world)).toEqual(["ModifyCluster"]);
  expect(stack.outputs.systemEventsLogging).toEqual({ enabled: true });
});
