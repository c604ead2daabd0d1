import { readForImport } from "../../../provider/cluster/import/readForImport";
import { check } from "../../../provider/cluster/preview/check";
import { plan } from "../../../provider/cluster/preview/plan";
import type { Seed } from "../../../simulator";
import { messageOf } from "../support/failure";
import { URN } from "../support/stack";
import { REGION, World } from "../support/world";

/** A cluster with everything that ACK can report of one. */
const EVERYTHING: Seed = {
  name: "live",
  cluster_spec: "ack.pro.small",
  vpcid: "vpc-1a",
  vswitch_ids: ["vsw-1a", "vsw-1b"],
  service_cidr: "172.21.0.0/20",
  timezone: "Asia/Tokyo",
  deletion_protection: true,
  extra_sans: ["api.example.com"],
  rrsa_config: { enabled: true },
  audit_log_config: { enabled: true },
  controlplane_log_components: ["apiserver"],
  encryption_provider_key: "key-1",
  maintenance_window: { enable: true, maintenance_time: "03:00:00Z", duration: "3h", weekly_period: "Monday" },
  operation_policy: { cluster_auto_upgrade: { enabled: true, channel: "stable" } },
  tags: [{ key: "team", value: "web" }],
  ip_stack: "dual",
  cluster_domain: "shop.example",
};

async function taken(seed: Seed, change: (world: World, id: string) => void = () => {}) {
  const world = await World.start();
  const { cluster_id: id } = world.simulator.seed(seed);
  change(world, id);
  return { world, id, ...(await readForImport({ region: REGION, id }, world.context())) };
}

describe("taking over a live cluster", () => {
  test("changes nothing for its program, even without any one of its lines", async () => {
    const { world, inputs, outputs } = await taken(EVERYTHING);
    const { settings } = world.context();
    expect(Object.keys(inputs)).toHaveLength(22);
    const planned = (program: object) => {
      const recorded = { ...inputs, __derived: [] };
      const checked = check(recorded, { ...program, __urn: URN }, { settings, faults: [], urn: URN });
      return { failures: checked.failures, ...plan(outputs, checked.inputs, settings) };
    };
    const same = { failures: [], changes: false, replaces: [], deleteBeforeReplace: false, warnings: [] };
    expect(planned(inputs)).toEqual(same);
    for (const name of Object.keys(inputs).filter((one) => one !== "tags")) {
      expect([name, planned({ ...inputs, [name]: undefined })]).toEqual([name, same]);
    }
    expect(
      world
        .writes()
        .map(([operation]) => operation)
        .filter((name) => !name.startsWith("Check")),
    ).toEqual([]);
  });

  test("leaves out what is off, at its default, or ACK's own choice", async () => {
    const { inputs, notes } = await taken({ name: "live" });
    expect(Object.keys(inputs)).toEqual([
      "name",
      "regionId",
      "kubernetesVersion",
      "endpointPublicAccess",
      "vpcId",
      "vswitchIds",
      "securityGroupId",
      "timezone",
      "resourceGroupId",
    ]);
    expect(inputs.kubernetesVersion).toBe("1.35");
    expect(notes).toEqual([]);
  });

  test("leaves out what a program could not write, and says so", async () => {
    const { inputs, notes } = await taken(
      {
        name: "live",
        tags: [
          { key: "empty", value: "" },
          { key: "a", value: "b" },
        ],
      },
      (world, id) =>
        world.simulator.overrideDetail(id, { name: "live_cluster", vswitch_ids: ["vsw-1", "vsw-2", "vsw-3", "vsw-4"] }),
    );
    expect(inputs).toMatchObject({ tags: { a: "b" } });
    expect(inputs).not.toHaveProperty("name");
    expect(inputs).not.toHaveProperty("vswitchIds");
    expect(notes).toEqual([
      'the tag "empty" is left out, since a program cannot write it',
      expect.stringMatching(/^name is left out, since the value that ACK reports must be a name/),
      expect.stringMatching(
        /^vswitchIds is left out, since the value that ACK reports must be a list of 1 to 3 vSwitches/,
      ),
    ]);
  });

  test("works where RAM denies the kubeconfig, without that output", async () => {
    const world = await World.start();
    const { cluster_id: id } = world.simulator.seed({ name: "live" });
    const fault = { kind: "status", status: 403, code: "StatusForbidden", message: "no" } as const;
    world.simulator.failNext("DescribeClusterUserKubeconfig", fault);
    const { outputs } = await readForImport({ region: REGION, id }, world.context());
    expect(outputs).not.toHaveProperty("kubeconfig");
    expect(world.warnings).toHaveLength(1);
  });

  test("refuses a cluster that is being created or changed", async () => {
    const world = await World.start();
    const { cluster_id: id } = world.simulator.seed({ name: "live", state: "updating" });
    expect(await messageOf(readForImport({ region: REGION, id }, world.context()))).toBe(
      `reading cluster ${id}: it is updating: only a cluster at rest can be taken over`,
    );
  });
});
