import { ownership } from "../../provider/cluster/state/ownership";
import { Simulator } from "../../simulator";
import { Plugin, secret, urn } from "./support/plugin";

let simulator: Simulator;
let plugin: Plugin;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
  plugin = new Plugin(simulator);
  await plugin.configure();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await simulator.close();
});

const region = { regionId: "cn-hangzhou" };

describe("a cluster whose ownership tag still says that it is being created", () => {
  test("is known as such after a refresh, so that the next up finalizes the tag", async () => {
    const tags = [{ key: "pulumi-ack-serverless", value: ownership(urn).creating }];
    const { cluster_id: id } = simulator.seed({ name: "prod", tags });
    const inputs = { name: "prod", ...region, __derived: [] };
    const olds = { ...region, name: "prod", clusterId: id, state: "running", __ran: true, __unturned: true };
    const found = await plugin.read(id, { ...olds, __inputs: ["name", "regionId"], __wishes: {} }, inputs);
    expect(found.outputs).toMatchObject({ state: "running", __unturned: true });
    expect(found.outputs).not.toHaveProperty("__urn");
    expect(found.inputs).not.toHaveProperty("__urn");
    expect(await plugin.diff(id, found.outputs, found.inputs, found.inputs)).toBe(true);
  });
});

test("an import leaves out what ACK made with the cluster, which goes with it", async () => {
  const { cluster_id: id } = simulator.seed({ name: "live" });
  const { inputs, outputs } = await plugin.read(id, {}, {});
  expect(outputs).toMatchObject({ loadBalancerId: expect.stringMatching(/^lb-/), zoneId: expect.any(String) });
  expect(inputs).toMatchObject({ name: "live", vpcId: outputs.vpcId });
  expect(inputs).not.toHaveProperty("loadBalancerId");
  expect(inputs).not.toHaveProperty("zoneId");
});

describe("a method of a cluster in another region than the provider's", () => {
  const far = { name: "far", regionId: "eu-central-1" };
  let id: string;

  beforeEach(() => {
    const seed = { name: "far", region_id: "eu-central-1", vpcid: "vpc-far", vswitch_ids: ["vsw-far"] };
    id = simulator.seed(seed).cluster_id;
  });

  const recorded = () => ({ ...far, clusterId: id, state: "running", __inputs: ["name", "regionId"] });

  async function asked(cluster: string, args: object = {}): Promise<string[]> {
    const before = plugin.regions.length;
    const answer = await plugin.method("getKubeconfig", cluster, args);
    expect(answer).toEqual({
      config: secret(expect.stringContaining("apiVersion")),
      expiration: expect.any(String),
    });
    return plugin.regions.slice(before);
  }

  test.each<[string, () => Promise<unknown>]>([
    ["a difference is looked for", () => plugin.diff(id, recorded(), far, far)],
    ["it is read by its region", () => plugin.read(`eu-central-1/${id}`, {}, {})],
    ["it is refreshed", () => plugin.read(id, recorded(), far)],
    ["it is changed", () => plugin.update(id, recorded(), far, far)],
  ])("asks there once %s", async (_, act) => {
    await act();
    expect(await asked(id)).toEqual(["eu-central-1"]);
  });

  test("asks there once it is made", async () => {
    const made = await plugin.create({ ...far, name: "new", zoneId: "eu-central-1a" });
    expect(await asked(made)).toEqual(["eu-central-1"]);
  });

  test("asks where its argument says", async () => {
    await plugin.diff(id, recorded(), far, far);
    expect(await asked(id, { regionId: "cn-beijing" })).toEqual(["cn-beijing"]);
  });

  test("asks in the provider's region about a cluster of which it knows none", async () => {
    expect(await asked(id)).toEqual(["cn-hangzhou"]);
    const gone = `c${"0".repeat(32)}`;
    const hint =
      "It was looked for in cn-hangzhou, since this run does not know the cluster's region: set the argument regionId.";
    await expect(plugin.method("getKubeconfig", gone)).rejects.toMatchObject({
      message: expect.stringContaining(hint),
    });
    await expect(plugin.method("getKubeconfig", gone, { regionId: "cn-beijing" })).rejects.toMatchObject({
      message: expect.not.stringContaining(hint),
    });
  });
});

describe("a value that was secret before", () => {
  const tags = secret({ env: "prod" });

  test("is plain once the program says it plainly", async () => {
    const inputs = await plugin.check(
      { name: "prod", ...region, tags, __derived: [] },
      { ...region, name: "prod", tags: { env: "prod" } },
    );
    expect(inputs).toMatchObject({ tags: { env: "prod" } });
  });

  test("stays secret where it is filled in again", async () => {
    const olds = { name: secret("prod"), ...region, tags, __derived: [] };
    expect(await plugin.check(olds, { ...region })).toMatchObject({ name: secret("prod"), __derived: ["name"] });
  });

  test("is not made secret again by a refresh, and plain in the outputs, too", async () => {
    const { cluster_id: id } = simulator.seed({ name: "prod", tags: [{ key: "env", value: "prod" }] });
    const inputs = { ...region, name: "prod", tags: { env: "prod" }, __derived: [] };
    const outputs = { ...region, name: "prod", clusterId: id, state: "running", tags, vpcId: secret("vpc-1") };
    const recorded = { ...outputs, __inputs: ["name", "regionId", "tags"], __wishes: {} };
    const found = await plugin.read(id, recorded, inputs);
    expect(found.inputs).toMatchObject({ tags: { env: "prod" } });
    expect(found.outputs).toMatchObject({ tags: { env: "prod" }, vpcId: secret(expect.any(String)) });
  });
});
