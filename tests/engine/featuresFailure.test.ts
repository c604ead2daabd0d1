import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, names, operations, recorded, told } from "./support/cluster";
import { zone } from "./support/row";
import { expectFailure } from "./support/stack";

const pro = { ...zone, clusterSpec: "ack.pro.small" } satisfies ServerlessClusterArgs;

let life: Bench;
let id: string;

/** Undoes a change as soon as the provider looks at the cluster after it. */
function undoNext(operation: string, undo: () => void): void {
  let armed = false;
  let done = false;
  life.simulator.onRequest((request) => {
    if (request.operation === operation) armed = true;
    else if (armed && !done && request.operation === "DescribeClusterDetail") {
      done = true;
      undo();
    }
  });
}

beforeAll(async () => {
  life = await wideBench({ prod: pro });
  await life.stack.up();
  id = idOf(life, "prod");
  life.options.prod = { customTimeouts: { update: "4s" } };
  await life.stack.up();
});

test("a change that ACK accepts and does not apply is reported, never shown as updated, and applied by the next up", async () => {
  const { simulator, stack } = life;
  life.wishes.prod = { ...pro, timezone: "Asia/Tokyo", resourceGroupId: "rg-two" };
  undoNext("ModifyCluster", () => simulator.edit(id, { timezone: "Asia/Shanghai" }));
  const ran = await expectFailure(stack.up());
  expect(told(ran).join("\n")).toContain(
    `cluster ${id}: ACK accepted the change but did not apply it: the cluster still has timezone ("Asia/Shanghai", not "Asia/Tokyo")`,
  );
  expect(recorded(stack, "prod").outputs).toMatchObject({ timezone: "Asia/Shanghai", resourceGroupId: "rg-two" });

  const writes = await writing(simulator, async () => {
    expect(operations(await stack.up())).toEqual(["update"]);
  });
  expect(callsTo(writes, [id])).toEqual([["ModifyCluster", { timezone: "Asia/Tokyo" }]]);
});

test("so is one of an add-on, whose configuration is not shown", async () => {
  const { simulator, stack } = life;
  const wanted = { ...life.wishes.prod, addons: [{ name: "logtail-ds", config: { sls_project_name: "secret-name" } }] };
  life.wishes.prod = wanted as ServerlessClusterArgs;
  simulator.failTask("cluster_addon_install", { code: "No", message: "part failed", addon: "logtail-ds" });
  const said = told(await expectFailure(stack.up())).join("\n");
  expect(said).not.toContain("secret-name");
  expect(recorded(stack, "prod").outputs?.addons ?? []).toEqual([]);
  const writes = await writing(simulator, () => stack.up());
  expect(names(writes)).toEqual(["InstallClusterAddons"]);
});

describe("the second operation of several fails", () => {
  const everything = {
    name: "all-of-it",
    tags: { env: "test" },
    secretEncryption: { kmsKeyId: "key-one" },
    auditLog: { enabled: true, logProject: "audit-one" },
    systemEventsLogging: { enabled: true, logProject: "events-one" },
    controlPlaneLog: { components: ["apiserver"], logProject: "plane-one", ttlDays: 30 },
    addons: [{ name: "logtail-ds", config: { sls_project_name: "secret-name" } }, { name: "coredns" }],
  } satisfies ServerlessClusterArgs;

  const order = [
    "ModifyCluster",
    "TagResources",
    "UpdateKMSEncryption",
    "UpdateClusterAuditLogConfig",
    "UpdateControlPlaneLog",
    "InstallClusterAddons",
  ];
  const carries: Readonly<Record<string, readonly string[]>> = {
    ModifyCluster: ["name", "systemEventsLogging"],
    TagResources: ["tags"],
    UpdateKMSEncryption: ["secretEncryption"],
    UpdateClusterAuditLogConfig: ["auditLog"],
    UpdateControlPlaneLog: ["controlPlaneLog"],
  };
  const wish: Readonly<Record<string, unknown>> = everything;

  test.each(["TagResources", "UpdateClusterAuditLogConfig", "InstallClusterAddons"])(
    "%s: the state shows exactly what was applied, and the next up does only the rest",
    async (failing) => {
      const name = `half-${failing.toLowerCase()}`;
      const { simulator, stack } = life;
      const base = { ...pro, addons: [{ name: "logtail-ds", config: { sls_project_name: "secret-name" } }] };
      life.wishes[name] = base as ServerlessClusterArgs;
      await stack.up();
      life.wishes[name] = { ...pro, ...everything, name: `${everything.name}-${failing}` };
      simulator.failNext(failing, { kind: "status", status: 400, code: "Denied", message: `no ${failing} today` });
      const first = await writing(simulator, async () => {
        expect(told(await expectFailure(stack.up())).join("\n")).toContain(`no ${failing} today`);
      });
      const at = order.indexOf(failing);
      expect(names(first)).toEqual(order.slice(0, at + 1));
      const { outputs, inputs } = recorded(stack, name);
      expect(outputs?.state).toBe("running");
      for (const [index, operation] of order.entries()) {
        for (const property of carries[operation] ?? []) {
          const wanted = property === "name" ? `${everything.name}-${failing}` : wish[property];
          if (index < at) expect(outputs).toMatchObject({ [property]: wanted });
          else expect([property, outputs?.[property]]).not.toEqual([property, wanted]);
        }
      }
      expect(outputs?.addons).toEqual(base.addons);
      expect(inputs).toBeDefined();

      const second = await writing(simulator, () => stack.up());
      expect(names(second)).toEqual(order.slice(at));
      await stack.up("--refresh", "--expect-no-changes");
    },
  );
});

test("what only a later call applies, and fails at create, is made by the next up; the cluster is kept", async () => {
  const { simulator, stack } = life;
  life.wishes.fresh = { ...zone, systemEventsLogging: { enabled: true }, apiServerEipId: "eip-one" };
  simulator.failNext("ModifyCluster", { kind: "status", status: 400, code: "Denied", message: "not today" });
  expect(told(await expectFailure(stack.up())).join("\n")).toContain("not today");
  const fresh = idOf(life, "fresh");
  expect(recorded(stack, "fresh").outputs).not.toHaveProperty("systemEventsLogging");
  const writes = await writing(simulator, async () => {
    expect(operations(await stack.up())).toContain("update");
  });
  expect(callsTo(writes, [fresh])).toEqual([
    ["ModifyCluster", { api_server_eip: true, api_server_eip_id: "eip-one", system_events_logging: { enabled: true } }],
  ]);
  expect(idOf(life, "fresh")).toBe(fresh);
  expect(clusterOf(simulator, fresh).master_url).toContain('"api_server_endpoint":"https://');
  expect((await stack.up("--expect-no-changes")).changes).toMatchObject({ same: expect.any(Number) });
});
