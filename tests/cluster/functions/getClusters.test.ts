import { getClusters } from "../../../provider/cluster/functions/getClusters";
import type { ArgumentsOf } from "../../../provider/cluster/functions/packageFunction";
import { World } from "../support/world";

describe("getClusters", () => {
  test("filters by exact name, tags, state and profile", async () => {
    const world = await World.start();
    world.simulator.seed({
      name: "web",
      tags: [
        { key: "env", value: "prod" },
        { key: "team", value: "a" },
      ],
    });
    world.simulator.seed({ name: "web-2", tags: [{ key: "env", value: "prod" }], state: "inactive" });
    const names = async (args: ArgumentsOf<typeof getClusters>) =>
      (await getClusters.call(args, world.context())).map(({ name }) => name);
    expect(await names({})).toEqual(["web", "web-2"]);
    expect(await names({ name: "web" })).toEqual(["web"]);
    expect(await names({ tags: { env: "prod", team: "a" } })).toEqual(["web"]);
    expect(await names({ state: "inactive" })).toEqual(["web-2"]);
    expect(await names({ profile: "Default" })).toEqual([]);
    expect(await names({ profile: "any", regionId: "eu-central-1" })).toEqual([]);
  });

  test("reads every page", async () => {
    const world = await World.start({ clusterQuota: 200 });
    for (let index = 0; index < 101; index++)
      world.simulator.seed({ name: `c${index}`, vpcid: `vpc-${index}`, vswitch_ids: ["vsw-1"] });
    expect(await getClusters.call({}, world.context())).toHaveLength(101);
    expect(world.requests("DescribeClustersForRegion").map(({ query }) => query.page_number)).toEqual(["1", "2", "3"]);
  });
});
