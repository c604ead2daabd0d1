import { type GetKubeconfigArgs, getClusterOutput, getKubeconfig, ServerlessCluster } from "pulumi-ack-serverless";
import type { Simulator } from "../../simulator";
import { expectNothingLeft, quick, recorded, testSimulator, told } from "./support/cluster";
import { type EngineStack, expectFailure, testStack } from "./support/stack";

const CREDENTIAL = "client-key-data";

describe("functions in a program", () => {
  let simulator: Simulator;
  let stack: EngineStack;
  let exported = false;
  let args: { zoneId: string; serviceCidr?: string } = { zoneId: "cn-hangzhou-i" };
  let plain: GetKubeconfigArgs | undefined;

  beforeAll(async () => {
    simulator = await testSimulator({ progression: "immediate" });
    const { url } = simulator;
    const program = async () => {
      const cluster = new ServerlessCluster("prod", args);
      const kubeconfig = cluster.getKubeconfig({ ttlMinutes: 15 });
      const state = getClusterOutput({ clusterId: cluster.clusterId }).apply((found) => found.state);
      const known = plain === undefined ? {} : { plain: await getKubeconfig(plain) };
      return { state, ...(exported && { kubeconfig, ...known }) };
    };
    const endpoints = { "alicloud:endpoints": JSON.stringify({ cs: url, sts: url, vpc: url, ecs: url }) };
    stack = await testStack({
      program,
      simulator,
      config: { ...quick, ...endpoints, "ack-serverless:preflight": "true" },
    });
  });

  test("ask nothing of a cluster that is not there yet", async () => {
    await stack.preview();
    expect(simulator.requests()).toEqual([]);
  });

  test("a creation that would fail ends before it is made", async () => {
    args = { zoneId: "cn-hangzhou-x" };
    expect(told(await expectFailure(stack.up())).join("\n")).toContain(
      "would fail, and no cluster was created:\n  - zoneId: there is no cn-hangzhou-x in cn-hangzhou",
    );
    expect(simulator.requests("CreateCluster")).toEqual([]);
    args = { zoneId: "cn-hangzhou-i" };
  });

  test("a kubeconfig that is not exported is stored nowhere", async () => {
    expect((await stack.up()).outputs).toMatchObject({ state: "running" });
    expect(
      simulator.requests("DescribeClusterUserKubeconfig").map(({ query }) => query.TemporaryDurationMinutes),
    ).toContain("15");
    expect(JSON.stringify(stack.exportState())).not.toContain(CREDENTIAL);
    expect(recorded(stack, "prod").outputs?.kubeconfig).toContain("ack-serverless");
  });

  test("one that is exported is stored encrypted, and changes no resource", async () => {
    exported = true;
    plain = { clusterId: recorded(stack, "prod").id as string };
    const run = await stack.up();
    expect(run.changes).toEqual({ same: 2 });
    expect(run.text).not.toContain(CREDENTIAL);
    expect(JSON.stringify(stack.exportState())).not.toContain(CREDENTIAL);
    expect(JSON.stringify(await stack.outputs())).toContain(CREDENTIAL);
  });

  test("nothing is left", async () => {
    await stack.destroy();
    expectNothingLeft(simulator);
  });
});
