import { ownership } from "../../provider/cluster/ownership";
import { Simulator } from "../../simulator";
import { Plugin, urn } from "./support/plugin";

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
  test("is known as such after a refresh, so that the next up turns the tag", async () => {
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
