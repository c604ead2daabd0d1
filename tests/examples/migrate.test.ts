import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CreateClusterRequest, CreateClusterRequest as Request, Tag } from "@alicloud/cs20151215";
import type { Simulator } from "../../simulator";
import { languageHost } from "../../tools/engine/languageHost";
import { Command } from "../cli/support/command";
import { callsTo, clusterOf, writing } from "../engine/support/calls";
import { operations, quick, recorded, testSimulator } from "../engine/support/cluster";
import { type EngineStack, loadProgram, testStack } from "../engine/support/stack";
import { vendorClient } from "../simulator/client";
import { fileOf } from "./support/example";

describe("migrate", () => {
  let simulator: Simulator;
  let stack: EngineStack;
  let command: Command;
  let host: Awaited<ReturnType<typeof languageHost>>;
  const ids = { prod: "", staging: "" };

  /** A cluster that somebody made in another way. */
  async function made(request: Partial<CreateClusterRequest>): Promise<string> {
    const { body } = await vendorClient(simulator).createCluster(
      new Request({ clusterType: "ManagedKubernetes", profile: "Serverless", regionId: "cn-hangzhou", ...request }),
    );
    return String(body?.clusterId);
  }

  beforeAll(async () => {
    simulator = await testSimulator();
    ids.prod = await made({
      name: "shop-prod",
      clusterSpec: "ack.pro.small",
      kubernetesVersion: "1.35.2-aliyun.1",
      vpcid: "vpc-bp1shop",
      vswitchIds: ["vsw-bp1shopi", "vsw-bp1shopj"],
      securityGroupId: "sg-bp1shop",
      serviceCidr: "172.21.0.0/20",
      timezone: "Asia/Shanghai",
      deletionProtection: true,
      endpointPublicAccess: false,
      tags: [new Tag({ key: "env", value: "prod" })],
    });
    ids.staging = await made({ name: "shop-staging", zoneIds: ["cn-hangzhou-i"] });
    command = new Command(simulator);
    host = await languageHost();
    const program = loadProgram(fileOf("migrate"));
    stack = await testStack({ program, simulator, config: quick, project: "ack-migrate", settings: host.settings });
  });

  afterAll(() => {
    host.close();
    command.dispose();
  });

  test("prod.ts is what the command writes, word for word", async () => {
    expect(await command.run("import", ids.prod, "--name", "prod")).toMatchObject({ code: 0, err: "" });
    expect(command.read("prod.ts")).toBe(readFileSync(fileOf("migrate", "prod.ts"), "utf8"));
  });

  test("prod is imported, and the program changes nothing of it", async () => {
    const writes = await writing(simulator, async () => {
      const file = join(command.folder, "prod.import.json");
      await stack.run("import", "--file", file, "--generate-code=false", "--protect=false", "--yes");
      await stack.run("config", "set", "staging", ids.staging);
      expect((await stack.preview()).changes).toEqual({ create: 1, same: 2 });
    });
    expect(callsTo(writes, Object.values(ids))).toEqual([]);
    expect(recorded(stack, "prod").id).toBe(ids.prod);
  });

  test("staging is adopted: no cluster is created, and what differs from the program is changed", async () => {
    const writes = await writing(simulator, () => stack.up());
    expect(callsTo(writes, [ids.prod])).toEqual([]);
    expect(callsTo(writes, [ids.staging]).map(([operation]) => operation)).toEqual(["ModifyCluster", "TagResources"]);
    expect(recorded(stack, "staging").id).toBe(ids.staging);
    expect(clusterOf(simulator, ids.staging)).toMatchObject({ name: "shop-staging", deletion_protection: true });
  });

  test("without the setting, both are like any other cluster", async () => {
    await stack.removeConfig("ack-migrate:staging");
    const run = await stack.up("--refresh", "--expect-no-changes");
    expect(run.changes).toEqual({ same: 3 });
    expect(operations(await stack.preview())).toEqual(["same", "same"]);
    expect(simulator.clusters().map(({ cluster_id }) => cluster_id)).toEqual(Object.values(ids));
    expect(simulator.unhandled()).toEqual([]);
  });
});
