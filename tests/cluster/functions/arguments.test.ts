import { getAddonConfigSchema } from "../../../provider/cluster/functions/getAddonConfigSchema";
import { getAddons } from "../../../provider/cluster/functions/getAddons";
import { getCluster } from "../../../provider/cluster/functions/getCluster";
import { getClusters } from "../../../provider/cluster/functions/getClusters";
import { getKubeconfig } from "../../../provider/cluster/functions/getKubeconfig";
import { getKubernetesVersions } from "../../../provider/cluster/functions/getKubernetesVersions";
import { messageOf } from "../support/failure";
import { World } from "../support/world";

const NOBODY = `c${"0".repeat(32)}`;

describe("wrong arguments are reported by name, before any call", () => {
  const clusterId = NOBODY;
  test.each<[string, (world: World) => Promise<unknown>, string]>([
    [
      "an id",
      (world) => getCluster.call({ clusterId: "prod" }, world.context()),
      'getCluster: clusterId must be a cluster id such as "c0a1…", or "<region>/<cluster id>"; got "prod"',
    ],
    [
      "no id",
      (world) => getCluster.call({} as never, world.context()),
      "getCluster: clusterId must be set: a cluster id",
    ],
    [
      "a validity",
      (world) => getKubeconfig.call({ clusterId, ttlMinutes: 5 }, world.context()),
      "getKubeconfig: ttlMinutes must be a whole number from 15 to 4320; got 5",
    ],
    [
      "two regions",
      (world) => getCluster.call({ clusterId: `eu-central-1/${clusterId}`, regionId: "cn-hangzhou" }, world.context()),
      'getCluster: regionId is "cn-hangzhou", but clusterId says eu-central-1',
    ],
    [
      "a version",
      (world) => getKubernetesVersions.call({ from: "v1" }, world.context()),
      "getKubernetesVersions: from must be a Kubernetes version",
    ],
    [
      "an unknown name",
      (world) => getClusters.call({ nam: "x" } as never, world.context()),
      "getClusters: nam is not one of name, tags, profile, state, regionId; remove it",
    ],
    [
      "an edition beside a cluster",
      (world) => getAddons.call({ clusterId, clusterSpec: "ack.pro.small" }, world.context()),
      "getAddons: clusterSpec cannot be set beside clusterId, which names an existing cluster: remove one or the other",
    ],
    [
      "an edition and a version beside a cluster",
      (world) =>
        getAddonConfigSchema.call(
          { name: "coredns", clusterId, clusterSpec: "ack.pro.small", kubernetesVersion: "1.34" },
          world.context(),
        ),
      "getAddonConfigSchema: clusterSpec and kubernetesVersion cannot be set beside clusterId, which names an existing cluster: remove one or the other",
    ],
    [
      "an add-on",
      (world) => getAddonConfigSchema.call({ name: "a b" }, world.context()),
      "getAddonConfigSchema: name must be an add-on's name",
    ],
    [
      "no region",
      (world) => getClusters.call({}, world.context({ config: { "alicloud:region": "" } })),
      "getClusters: regionId must be set, or the provider's region",
    ],
  ])("%s", async (_, ask, words) => {
    const world = await World.start();
    expect(await messageOf(ask(world))).toContain(words);
    expect(world.calls()).toEqual([]);
  });
});
