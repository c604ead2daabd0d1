import { minutes } from "../support/clock";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World, type WorldOptions } from "../support/world";

const FROM = "1.33.3-aliyun.1";
const NEXT = "1.34.10-aliyun.1";

async function running(version: string | undefined = FROM, options: WorldOptions = {}) {
  const world = await World.start(options);
  const stack = new Stack(world);
  await stack.up({ ...AUTO_VPC, ...(version !== undefined && { kubernetesVersion: version }) });
  world.forget();
  const up = (kubernetesVersion: string, more: object = {}) => stack.up({ ...AUTO_VPC, kubernetesVersion, ...more });
  return { world, stack, id: stack.id, up };
}

describe("a version to create with", () => {
  test("that is incomplete becomes the newest that ACK offers, and the program's own text stays", async () => {
    const { world, stack, up } = await running("1.34");
    expect(world.cluster().current_version).toBe(NEXT);
    expect(stack.state?.inputs.kubernetesVersion).toBe("1.34");
    await stack.refresh();
    expect(stack.state?.inputs.kubernetesVersion).toBe("1.34");
    expect(await up("1.34")).toBe("same");
  });

  test("that is complete is sent without a look-up", async () => {
    const world = await World.start();
    await new Stack(world).up({ ...AUTO_VPC, kubernetesVersion: FROM });
    expect(world.requests("DescribeKubernetesVersionMetadata")).toEqual([]);
    expect(world.requests("CreateCluster")[0]?.body).toMatchObject({ kubernetes_version: FROM });
  });

  test("that ACK does not offer is refused with what it offers, before anything is made", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    expect(await messageOf(stack.up({ ...AUTO_VPC, kubernetesVersion: "1.32" }))).toBe(
      'creating cluster "demo": ACK does not create clusters with Kubernetes 1.32 in cn-hangzhou; it offers 1.35.2-aliyun.1, 1.34.10-aliyun.1, 1.34.1-aliyun.1, 1.33.3-aliyun.1: set kubernetesVersion to one of these',
    );
    expect([world.requests("CreateCluster"), stack.state]).toEqual([[], undefined]);
  });
});

describe("an upgrade", () => {
  test("asks what is possible, has ACK check the cluster, and upgrades to the newest version that matches the program's", async () => {
    const { world, stack, up } = await running();
    expect(await up("1.34")).toBe("update");
    expect(world.writes()).toEqual([
      ["RunClusterCheck", { type: "ClusterUpgrade", options: { target_version: NEXT } }],
      ["UpgradeCluster", { next_version: NEXT, master_only: true }],
    ]);
    expect(world.requests("DescribeKubernetesVersionMetadata").map(({ query }) => query)).toEqual([
      {
        ClusterType: "ManagedKubernetes",
        Profile: "Serverless",
        Region: "cn-hangzhou",
        KubernetesVersion: FROM,
        QueryUpgradableVersion: "true",
      },
    ]);
    expect(stack.outputs).toMatchObject({ kubernetesVersion: NEXT, currentVersion: NEXT, state: "running" });
    expect(stack.state?.inputs.kubernetesVersion).toBe("1.34");
    expect(await up("1.34")).toBe("same");
    const stages = new Set(world.reports.map(({ state, stage }) => `${state} ${stage}`));
    expect([...stages]).toEqual(expect.arrayContaining(["checking Running", "upgrading upgrade_master"]));
  });

  test("comes after what else changes in the cluster, and before its add-ons", async () => {
    const { world, up } = await running();
    await up("1.34", { deletionProtection: true, tags: { a: "1" }, addons: [{ name: "knative" }] });
    expect(world.writes().map(([operation]) => operation)).toEqual([
      "RunClusterCheck",
      "ModifyCluster",
      "TagResources",
      "UpgradeCluster",
      "InstallClusterAddons",
    ]);
  });

  test("by more than one minor version, or down, is refused at preview", async () => {
    const { world, up } = await running();
    expect([await messageOf(up("1.35")), await messageOf(up("1.32"))]).toEqual([
      `kubernetesVersion: cannot be upgraded from ${FROM} to 1.35 at once: Kubernetes is upgraded one minor version at a time; set it to the next minor version first`,
      expect.stringContaining(`cannot be downgraded from ${FROM} to 1.32`),
    ]);
    expect(world.calls()).toEqual([]);
  });

  test("to a version that ACK does not offer is refused before the first change", async () => {
    const { world, id, up } = await running();
    expect(await messageOf(up("1.34.99-aliyun.1", { deletionProtection: true }))).toBe(
      `upgrading cluster ${id} from ${FROM} to 1.34.99-aliyun.1: ACK offers ${NEXT}: set kubernetesVersion to one of these`,
    );
    expect(world.writes()).toEqual([]);
  });

  test("is refused with the current version if nothing newer exists", async () => {
    const { world, id, up } = await running("1.35.2-aliyun.1");
    expect(await messageOf(up("1.36"))).toBe(
      `upgrading cluster ${id} from 1.35.2-aliyun.1 to 1.36: ACK offers no upgrade: set kubernetesVersion to 1.35.2-aliyun.1`,
    );
    expect(world.writes()).toEqual([]);
  });

  test("of a cluster that upgraded itself is not needed, and nothing is put back", async () => {
    const { world, stack, id, up } = await running();
    world.simulator.edit(id, { current_version: NEXT });
    await stack.refresh();
    expect([stack.outputs.currentVersion, stack.state?.inputs.kubernetesVersion]).toEqual([NEXT, FROM]);
    world.forget();
    expect(await up(FROM)).toBe("same");
    expect(world.calls()).toEqual([]);
  });
});

describe("ACK's check before an upgrade", () => {
  const answer = (body: object) => ({ kind: "raw", status: 200, body: JSON.stringify(body) }) as const;

  test.each<[string, object, string[]]>([
    [
      "names what is wrong",
      {
        status: "Succeeded",
        check_items: {
          apis: [
            { name: "removed-apis", status: "Failed", message: "Ingress v1beta1 is in use" },
            { name: "webhooks", status: "Passed", message: "fine" },
          ],
          nodes: [{ id: "quota", level: "error", reason: "no address left" }],
          hints: [{ name: "coredns", status: "Warning", message: "old" }],
        },
      },
      ["removed-apis: Ingress v1beta1 is in use", "quota: no address left"],
    ],
    [
      "fails as a whole",
      { status: "Failed", message: "the cluster cannot be reached" },
      ["the cluster cannot be reached"],
    ],
    ["fails without a word", { status: "Failed", check_items: {} }, ["the check ended as Failed"]],
  ])("that %s: blocks it, and nothing is changed", async (_, result, findings) => {
    const { world, id, up } = await running();
    world.simulator.failNext("GetClusterCheck", answer(result));
    expect(await messageOf(up("1.34", { deletionProtection: true }))).toBe(
      [
        `upgrading cluster ${id} from ${FROM} to 1.34: the cluster fails ACK's check, and nothing was changed:`,
        ...findings.map((text) => `  - ${text}`),
      ].join("\n"),
    );
    expect(world.writes().map(([operation]) => operation)).toEqual(["RunClusterCheck"]);
  });

  test.each(["RunClusterCheck", "GetClusterCheck"])(
    "that may not be made (%s): a warning, and the upgrade goes on",
    async (operation) => {
      const { world, stack, id, up } = await running();
      world.simulator.failNext(operation, { kind: "status", status: 403, code: "StatusForbidden", message: "no" });
      await up("1.34");
      expect(world.warnings).toEqual([
        expect.stringContaining(
          `the upgrade goes on without ACK's check of the cluster: upgrading cluster ${id} from ${FROM} to 1.34: ACK refused the request: `,
        ),
      ]);
      expect(stack.outputs.currentVersion).toBe(NEXT);
    },
  );

  test("that never ends: a warning after some minutes, and the upgrade goes on", async () => {
    const { world, stack, up } = await running();
    world.simulator.failNext("GetClusterCheck", answer({ status: "Running" }), { times: 1000 });
    await up("1.34");
    expect(world.warnings).toEqual([
      `the upgrade goes on without ACK's check of the cluster: the check of cluster ${stack.id} is still running after 5 min; seen: running 6x`,
    ]);
    expect([stack.outputs.currentVersion, world.clock.now() < minutes(30)]).toEqual([NEXT, true]);
  });

  test("that has no id is ignored", async () => {
    const { world, up } = await running();
    world.simulator.failNext("RunClusterCheck", answer({}));
    await up("1.34");
    expect([world.requests("GetClusterCheck"), world.cluster().current_version]).toEqual([[], NEXT]);
  });
});

describe("an upgrade that fails", () => {
  const failure = { code: "X", message: "etcd is not healthy", stage: "upgrade_master" } as const;

  test("is reported with its reason; a cluster that is free again needs no more, and the next up tries again", async () => {
    const { world, stack, up } = await running();
    world.simulator.failTask("cluster_upgrade", failure);
    expect(await messageOf(up("1.34"))).toContain("failed in stage upgrade_master: X: etcd is not healthy");
    expect(world.requests("CancelTask")).toEqual([]);
    expect(stack.state).toMatchObject({ isUnfinished: true, outputs: { kubernetesVersion: FROM, state: "running" } });
    expect(await up("1.34")).toBe("update");
    expect(world.cluster().current_version).toBe(NEXT);
  });

  test("and keeps the cluster busy is cancelled, so that the next up can try again", async () => {
    const { world, up } = await running(FROM, { failedUpgradeState: "upgrading" });
    world.simulator.failTask("cluster_upgrade", failure);
    expect(await messageOf(up("1.34"))).toContain("etcd is not healthy");
    expect(world.requests("CancelTask")).toHaveLength(1);
    expect(await up("1.34")).toBe("update");
    expect(world.cluster().current_version).toBe(NEXT);
  });

  test("to end in time is cancelled", async () => {
    const { world, stack, up } = await running();
    const message = await messageOf(up("1.34", { __timeouts: { update: 300 } }));
    expect(message).toBe(
      `upgrading cluster ${stack.id} to ${NEXT}: cluster ${stack.id} is still upgrading after 4 min; seen: upgrading 5x`,
    );
    expect(world.requests("CancelTask")).toHaveLength(1);
    expect(world.cluster()).toMatchObject({ state: "running", current_version: FROM });
  });

  test("to end in time, and cannot be cancelled, is reported as it is", async () => {
    const { world, stack, up } = await running();
    world.simulator.failNext("CancelTask", { kind: "status", status: 403, code: "StatusForbidden", message: "denied" });
    const message = await messageOf(up("1.34", { __timeouts: { update: 300 } }));
    expect(message).toContain(`cluster ${stack.id} is still upgrading after 4 min; seen: upgrading 5x`);
    expect(message).not.toContain("denied");
  });

  test("to be watched goes on, and the next up awaits it", async () => {
    const { world, stack, up } = await running();
    const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "denied" } as const;
    world.after("UpgradeCluster", () => world.simulator.failNext("DescribeClusterDetail", denied));
    expect(await messageOf(up("1.34"))).toContain("denied");
    expect([world.requests("CancelTask"), world.cluster().state]).toEqual([[], "upgrading"]);
    world.forget();
    expect(await up("1.34")).toBe("update");
    expect(world.requests("UpgradeCluster")).toEqual([]);
    expect(stack.outputs.currentVersion).toBe(NEXT);
  });

  test("because its answer was lost is not begun a second time", async () => {
    const { world, stack, up } = await running();
    world.simulator.failNext("UpgradeCluster", { kind: "lostAnswer" });
    expect(await messageOf(up("1.34"))).toContain("socket hang up");
    world.simulator.advance(minutes(1));
    expect(await up("1.34")).toBe("update");
    expect(world.requests("UpgradeCluster")).toHaveLength(1);
    expect(stack.outputs.currentVersion).toBe(NEXT);
  });
});
