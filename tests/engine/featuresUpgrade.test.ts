import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, names, operations, recorded, told } from "./support/cluster";
import { zone } from "./support/row";
import { expectFailure } from "./support/stack";

const [from, to] = ["1.34.10-aliyun.1", "1.35.2-aliyun.1"];
const check = ["RunClusterCheck", { type: "ClusterUpgrade", options: { target_version: to } }];
const upgrade = ["UpgradeCluster", { next_version: to, master_only: true }];
const addons = [{ name: "coredns", version: "v1.9.3.10" }];
const reason = { code: "UpgradeTimeout", message: "the API server did not come up", stage: "upgrade_master" };

let life: Bench;
let id: string;

function want(args: ServerlessClusterArgs) {
  life.wishes.prod = { ...zone, ...args };
}

describe("an upgrade", () => {
  beforeAll(async () => {
    life = await wideBench({}, { simulation: { failedUpgradeState: "upgrading" } });
    want({ kubernetesVersion: "1.34", addons });
    await life.stack.up();
    id = idOf(life, "prod");
    want({ kubernetesVersion: "1.35", addons: [{ name: "coredns", version: "v1.11.3.5" }], timezone: "Asia/Tokyo" });
  });

  test("of a cluster that fails ACK's check is refused with every finding, and nothing is changed", async () => {
    const { simulator, stack } = life;
    simulator.failNext("GetClusterCheck", {
      kind: "raw",
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        check_id: "1",
        status: "Failed",
        message: "the cluster has problems",
        check_items: {
          apiserver: [
            { name: "DeprecatedAPI", status: "Failed", message: "flowschemas v1beta3 is still in use" },
            { name: "Certificates", status: "Passed", message: "valid" },
          ],
          addons: [{ name: "coredns", level: "error", message: "too old" }],
        },
      }),
    });
    const writes = await writing(simulator, async () => {
      const said = told(await expectFailure(stack.up())).join("\n");
      expect(said).toContain(
        `upgrading cluster ${id} from ${from} to 1.35: the cluster fails ACK's check, and nothing was changed:
  - DeprecatedAPI: flowschemas v1beta3 is still in use
  - coredns: too old`,
      );
      expect(said).not.toContain("Certificates");
    });
    expect(callsTo(writes, [id])).toEqual([check]);
    expect(clusterOf(simulator, id)).toMatchObject({ current_version: from, timezone: "Asia/Shanghai" });
    expect(recorded(stack, "prod").outputs).toMatchObject({ kubernetesVersion: from, currentVersion: from, addons });
  });

  test("whose task fails ends with its reason; what was applied before is recorded, and the cluster is free", async () => {
    const { simulator, stack } = life;
    simulator.failTask("cluster_upgrade", reason);
    const writes = await writing(simulator, async () => {
      expect(told(await expectFailure(stack.up())).join("\n")).toMatch(
        /task T-\w+ \(cluster_upgrade\) failed in stage upgrade_master: UpgradeTimeout: the API server did not come up/,
      );
    });
    expect(callsTo(writes, [id]).slice(0, 3)).toEqual([check, ["ModifyCluster", { timezone: "Asia/Tokyo" }], upgrade]);
    expect(names(writes)).toEqual(["RunClusterCheck", "ModifyCluster", "UpgradeCluster", "CancelTask"]);
    expect(clusterOf(simulator, id).state).toBe("running");
    expect(recorded(stack, "prod").outputs).toMatchObject({
      currentVersion: from,
      timezone: "Asia/Tokyo",
      addons,
    });
  });

  test("is made by the next up, which does only the rest, the add-ons last", async () => {
    const { simulator, stack } = life;
    const writes = await writing(simulator, async () => {
      expect(operations(await stack.up())).toEqual(["update"]);
    });
    expect(callsTo(writes, [id])).toEqual([
      check,
      upgrade,
      ["UpgradeClusterAddons", [{ component_name: "coredns", version: "v1.9.3.10", next_version: "v1.11.3.5" }]],
    ]);
    expect(recorded(stack, "prod")).toMatchObject({
      inputs: { kubernetesVersion: "1.35" },
      outputs: { currentVersion: to, addonVersions: { coredns: "v1.11.3.5" } },
    });
    expect(recorded(stack, "prod").initErrors).toBeUndefined();
    await stack.up("--refresh", "--expect-no-changes");
  });

  test("to a version that ACK does not offer is refused by ACK's own list, before any write", async () => {
    const { simulator, stack } = life;
    want({ kubernetesVersion: "1.36" });
    const writes = await writing(simulator, async () => {
      expect(told(await expectFailure(stack.up())).join("\n")).toContain(
        `upgrading cluster ${id} from ${to} to 1.36: ACK offers no upgrade: set kubernetesVersion to ${to}`,
      );
    });
    expect(writes).toEqual([]);
  });

  test("whose check cannot be run goes on, with a warning", async () => {
    const { simulator, stack } = life;
    life.wishes.other = { ...zone, kubernetesVersion: "1.34" };
    want({ kubernetesVersion: "1.35", addons: [{ name: "coredns" }] });
    await stack.up();
    life.wishes.other = { ...zone, kubernetesVersion: "1.35" };
    simulator.failNext("RunClusterCheck", { kind: "status", status: 403, code: "StatusForbidden", message: "denied" });
    const ran = await stack.up();
    expect(told(ran).join("\n")).toContain("the upgrade goes on without ACK's check of the cluster");
    expect(clusterOf(simulator, idOf(life, "other")).current_version).toBe(to);
  });
});

describe("from standard to Pro", () => {
  test("a failed migration is an error with its reason, and the next up migrates and then sets what only Pro has", async () => {
    const { simulator, stack } = life;
    want({
      kubernetesVersion: "1.35",
      addons: [{ name: "coredns" }],
      clusterSpec: "ack.pro.small",
      secretEncryption: { kmsKeyId: "key-one" },
      controlPlaneLog: { components: ["apiserver"] },
      maintenanceWindow: { maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Monday"] },
      autoUpgrade: { enabled: true, channel: "patch" },
    });
    const migrate = ["MigrateCluster", { type: "ManagedKubernetes", spec: "ack.pro.small" }];
    simulator.failTask("cluster_migrate", { code: "MigrateFailed", message: "no capacity" });
    const first = await writing(simulator, async () => {
      expect(told(await expectFailure(stack.up())).join("\n")).toContain("MigrateFailed: no capacity");
    });
    expect(callsTo(first, [id])[0]).toEqual(migrate);
    expect(clusterOf(simulator, id).cluster_spec).toBe("ack.standard");
    const state = recorded(stack, "prod").outputs;
    expect(state?.clusterSpec).not.toBe("ack.pro.small");
    expect(state?.controlPlaneLog ?? { components: [] }).toEqual({ components: [] });

    const second = await writing(simulator, () => stack.up());
    expect(callsTo(second, [id])).toEqual([
      migrate,
      [
        "ModifyCluster",
        {
          maintenance_window: {
            enable: true,
            maintenance_time: "03:00:00Z",
            duration: "3h",
            weekly_period: "Monday",
          },
          operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "patch" } },
        },
      ],
      ["UpdateKMSEncryption", { disable_encryption: false, kms_key_id: "key-one" }],
      ["UpdateControlPlaneLog", { components: ["apiserver"] }],
    ]);
    await stack.up("--refresh", "--expect-no-changes");
  });
});
