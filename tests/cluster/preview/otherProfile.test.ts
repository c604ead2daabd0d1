import { getCluster } from "../../../provider/cluster/functions/getCluster";
import { getClusters } from "../../../provider/cluster/functions/getClusters";
import { readForImport } from "../../../provider/cluster/import/readForImport";
import { check } from "../../../provider/cluster/preview/check";
import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack, URN } from "../support/stack";
import { REGION, World } from "../support/world";

const ACS =
  "an ACS cluster (Container Compute Service), another product: manage it with alicloud.cs.ManagedKubernetes of @pulumi/alicloud; Alibaba Cloud offers no conversion between the two";
const FIXED = 'is not a property of a ServerlessCluster, whose profile is always "Serverless"';

describe("a profile as an input", () => {
  const { settings } = { settings: { region: REGION } as Parameters<typeof check>[2]["settings"] };
  const failures = (profile: unknown) =>
    check({}, { ...AUTO_VPC, profile, __urn: URN }, { settings, faults: [], urn: URN }).failures;

  test.each<[unknown, string]>([
    ["Acs", `${FIXED}; "Acs" is ${ACS}`],
    ["acs", `${FIXED}; "Acs" is ${ACS}`],
    ["Serverless", `${FIXED}; remove it`],
    ["Default", `${FIXED}; remove it`],
    [5, `${FIXED}; remove it`],
  ])("%j is refused with what fits", (profile, reason) => {
    expect(failures(profile)).toEqual([{ property: "profile", reason }]);
  });
});

describe("an ACS cluster", () => {
  async function acs() {
    const world = await World.start();
    const { cluster_id: id } = world.simulator.seed({ name: "compute" });
    world.simulator.overrideDetail(id, { profile: "Acs" });
    const text = `cluster ${id} is not an ACK Serverless cluster: its type is "ManagedKubernetes", its profile "Acs": it is ${ACS}`;
    return { world, id, text };
  }

  test("is refused by getCluster, an import, adopt and a refresh, each with what fits", async () => {
    const { world, id, text } = await acs();
    expect(await messageOf(getCluster.call({ clusterId: id }, world.context()))).toBe(text);
    expect(await messageOf(readForImport({ region: REGION, id }, world.context()))).toBe(text);
    const stack = new Stack(world);
    expect(await messageOf(stack.up({ adopt: id }))).toBe(text);
    expect([stack.state, world.writes()]).toEqual([undefined, []]);
  });

  test("in the place of a recorded one stops a refresh, and keeps the state", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(AUTO_VPC);
    const before = stack.state;
    world.simulator.overrideDetail(stack.id, { profile: "Acs" });
    expect(await messageOf(stack.refresh())).toContain(`its profile "Acs": it is ${ACS}`);
    expect(stack.state).toBe(before);
  });

  test("is listed by getClusters where its profile is asked for, and not otherwise", async () => {
    const { world, id } = await acs();
    const listed = { cluster_id: id, name: "compute", profile: "Acs", cluster_type: "ManagedKubernetes" };
    const body = JSON.stringify({
      clusters: [listed],
      page_info: { page_number: 1, page_size: 50, total_count: 1 },
    });
    const answer = { kind: "raw", status: 200, body } as const;
    world.simulator.failNext("DescribeClustersForRegion", answer, { times: 2 });
    expect(await getClusters.call({}, world.context())).toEqual([]);
    expect(await getClusters.call({ profile: "Acs" }, world.context())).toMatchObject([{ name: "compute" }]);
  });
});
