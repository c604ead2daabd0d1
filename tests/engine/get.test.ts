import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";
import type { Simulator } from "../../simulator";
import { names, operations, quick, recorded, requestsDuring, testSimulator, told } from "./support/cluster";
import { type EngineStack, expectFailure, testStack } from "./support/stack";

describe("ServerlessCluster.get", () => {
  let simulator: Simulator;
  let stack: EngineStack;
  let near: string;
  let far: string;
  let ids: Record<string, string>;

  beforeAll(async () => {
    simulator = await testSimulator();
    near = simulator.seed({ name: "near", tags: [{ key: "env", value: "prod" }] }).cluster_id;
    far = simulator.seed({ name: "far", region_id: "eu-central-1" }).cluster_id;
    const program = async () => {
      const found = Object.entries(ids).map(([name, id]): [string, pulumi.Output<unknown>] => {
        const { clusterId, regionId, name: clusterName, state, tags, vswitchIds } = ServerlessCluster.get(name, id);
        return [name, pulumi.output({ clusterId, regionId, name: clusterName, state, tags, vswitchIds })];
      });
      return Object.fromEntries(found);
    };
    stack = await testStack({ program, simulator, config: quick });
  });

  test("reads a cluster of the default region, and one of another by <region>/<id>", async () => {
    ids = { near, far: `eu-central-1/${far}` };
    const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "denied" } as const;
    simulator.failNext("DescribeClusterResources", denied, { times: 9 });
    const requests = await requestsDuring(simulator, async () => {
      const run = await stack.up();
      expect(operations(run)).toEqual(["read", "read"]);
      expect(run.outputs).toMatchObject({
        near: { clusterId: near, regionId: "cn-hangzhou", name: "near", state: "running", tags: { env: "prod" } },
        far: { clusterId: far, regionId: "eu-central-1", name: "far", state: "running" },
      });
      expect(run.diagnostics).toContainEqual(expect.stringMatching(/^debug: DescribeClusterDetail eu-central-1: 200/));
    });
    // No kubeconfig, and nothing that an account might not be allowed to see is needed.
    const made = ["DescribeClusterDetail", "DescribeClusterResources", "GetCallerIdentity"];
    expect([...new Set(names(requests))].toSorted()).toEqual(made);
    expect(recorded(stack, "near").external).toBe(true);
  });

  test("reads it again in the next run, and a refresh finds it", async () => {
    const { outputs } = await stack.up("--refresh");
    expect(outputs).toMatchObject({ near: { name: "near" }, far: { name: "far" } });
  });

  test("says where a cluster that is not there was looked for", async () => {
    ids = { near: far.replace(/./g, "0") };
    const lost = told(await expectFailure(stack.preview())).join("\n");
    expect(lost).toContain(`reading cluster ${ids.near}: ACK refused the request`);
    expect(lost).toContain(
      'It was looked for in cn-hangzhou; for another region, write the id as "<region>/<cluster id>".',
    );
  });

  test("refuses a cluster that is not Serverless", async () => {
    ids = { near };
    simulator.overrideDetail(near, { profile: "Default", cluster_type: "ManagedKubernetes" });
    expect(told(await expectFailure(stack.preview())).join("\n")).toContain(
      `cluster ${near} is not an ACK Serverless cluster: its type is "ManagedKubernetes", its profile "Default"`,
    );
  });

  test("deletes nothing when the program no longer reads", async () => {
    ids = {};
    await stack.up();
    await stack.destroy();
    expect(simulator.clusters().map(({ name }) => name)).toEqual(["near", "far"]);
    expect(simulator.unhandled()).toEqual([]);
  });
});
