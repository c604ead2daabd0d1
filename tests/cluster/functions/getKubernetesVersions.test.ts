import { getKubernetesVersions } from "../../../provider/cluster/functions/getKubernetesVersions";
import { World } from "../support/world";

describe("getKubernetesVersions", () => {
  test("lists the supported ones, the newest first", async () => {
    const world = await World.start();
    const versions = await getKubernetesVersions.call({}, world.context());
    expect(versions.map(({ version }) => version)).toEqual([
      "1.35.2-aliyun.1",
      "1.34.10-aliyun.1",
      "1.34.1-aliyun.1",
      "1.33.3-aliyun.1",
      "1.32.1-aliyun.1",
      "1.31.1-aliyun.1",
    ]);
    expect(versions[0]).toEqual({ version: "1.35.2-aliyun.1", creatable: true, expiration: "2027-02-28" });
    expect(await getKubernetesVersions.call({ creatable: true }, world.context())).toEqual(
      versions.filter(({ creatable }) => creatable),
    );
  });

  test("lists the upgrades of a version, and of each version with a given beginning", async () => {
    const world = await World.start();
    expect(await getKubernetesVersions.call({ from: "1.32.1-aliyun.1" }, world.context())).toEqual([
      { version: "1.32.1-aliyun.1", creatable: false, expiration: "2026-05-31", upgradeTargets: ["1.33.3-aliyun.1"] },
    ]);
    expect(await getKubernetesVersions.call({ from: "1.34" }, world.context())).toMatchObject([
      { version: "1.34.10-aliyun.1", upgradeTargets: ["1.35.2-aliyun.1"] },
      { version: "1.34.1-aliyun.1", upgradeTargets: ["1.34.10-aliyun.1", "1.35.2-aliyun.1"] },
    ]);
  });
});

test("getKubernetesVersions leaves out versions that new clusters cannot have if only those for new clusters are requested", async () => {
  const world = await World.start();
  const told = (from: string) => getKubernetesVersions.call({ creatable: true, from }, world.context());
  expect(await told("1.32.1-aliyun.1")).toEqual([]);
  expect(await told("1.32")).toEqual([]);
  expect(await told("1.34.1-aliyun.1")).toMatchObject([{ version: "1.34.1-aliyun.1", creatable: true }]);
});
