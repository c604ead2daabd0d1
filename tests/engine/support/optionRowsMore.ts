import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { simulatorConfig } from "../../../tools/engine/engine";
import { expectNothingLeft, quick, recorded, testSimulator } from "./cluster";
import { type MakeCluster, type OptionRow, optionLife, works } from "./optionLife";
import { pluginFolder } from "./plugin";
import { servedPack } from "./policyPack";
import { EngineFailure, expectFailure } from "./stack";

const refused = { kind: "status", status: 403, code: "StatusForbidden", message: "denied" } as const;

export const optionRowsMore: readonly OptionRow[] = [
  works("`hooks`", "before and after creation, update and deletion (`destroy --run-program`)", async (one) => {
    const { simulator, stack, up } = await optionLife(one);
    const called: string[] = [];
    const verbs = ["Create", "Update", "Delete"].flatMap((verb) => [`before${verb}`, `after${verb}`]);
    const hook = (name: string) => new pulumi.ResourceHook(name, () => void called.push(name));
    const hooked = (env: string) => (cluster: MakeCluster) =>
      cluster("web", { tags: { env } }, { hooks: Object.fromEntries(verbs.map((verb) => [verb, [hook(verb)]])) });
    await up(hooked("first"));
    await up(hooked("second"));
    await stack.destroy("--run-program");
    expect(called).toEqual(verbs);
    expectNothingLeft(simulator);
  }),
  works(
    "`hooks.onError`",
    "a retry after a refusal, after a lost answer and after a timeout: one cluster each",
    async (one) => {
      for (const [fault, calls] of [
        ["refusal", 2],
        ["lost answer", 1],
        ["timeout", 1],
      ] as const) {
        const isSlow = fault === "timeout";
        const { simulator, stack, up } = await optionLife(one, isSlow ? { simulation: { progression: "manual" } } : {});
        if (fault === "refusal") simulator.failNext("CreateCluster", refused);
        if (fault === "lost answer") {
          simulator.failNext("CreateCluster", { kind: "lostAnswer" });
          // The list before the creation is answered, and those that look for the cluster are not.
          simulator.failNext("DescribeClustersForRegion", refused, { skip: 1, times: 1 });
        }
        const failed: string[] = [];
        const retry = ({ failedOperation, errors }: pulumi.ErrorHookArgs) => {
          failed.push(`${fault}: ${failedOperation}`);
          if (isSlow) simulator.advance("1h");
          return errors.length < 2;
        };
        await up((cluster) => {
          const onError = [new pulumi.ErrorHook("retry", retry)];
          cluster("web", {}, { hooks: { onError }, customTimeouts: { create: "5s" } });
        });
        expect(failed).toEqual([`${fault}: create`]);
        expect(simulator.requests("CreateCluster")).toHaveLength(calls);
        expect(simulator.clusters()).toMatchObject([{ cluster_id: recorded(stack, "web").id, state: "running" }]);
        expect((await stack.up("--expect-no-changes")).changes).not.toHaveProperty("update");
      }
    },
  ),
  works("`envVarMappings`", "a `Provider` takes its keys from variables of other names", async (one) => {
    const simulator = await testSimulator();
    const [{ accessKeyId, accessKeySecret }] = simulator.accounts;
    const env = { MY_ID: accessKeyId, MY_SECRET: accessKeySecret };
    const { stack, up } = await optionLife(one, { env, config: quick, simulator: undefined });
    const endpoints = JSON.parse(String(simulatorConfig(simulator)["alicloud:endpoints"]));
    const envVarMappings = { MY_ID: "ALICLOUD_ACCESS_KEY", MY_SECRET: "ALICLOUD_SECRET_KEY" };
    await up((cluster) => {
      const provider = new one.Provider("own", { region: "cn-hangzhou", endpoints }, { envVarMappings });
      cluster("web", {}, { provider });
    });
    expect(simulator.clusters()).toMatchObject([{ cluster_id: recorded(stack, "web").id }]);
  }),
  works("`--policy-pack`", "rejects a cluster before any call", async (one) => {
    const { simulator, stack, declare } = await optionLife(one);
    declare((cluster) => cluster("web"));
    const { text } = await expectFailure(stack.up("--policy-pack", servedPack(stack)));
    expect(text).toContain("Set deletionProtection: true.");
    expect(simulator.requests("CreateCluster")).toEqual([]);
  }),
  works("`--refresh`", "a tag that someone changed is found and set back in one run", async (one) => {
    const { simulator, stack, up } = await optionLife(one);
    const tagged = (cluster: MakeCluster) => cluster("web", { tags: { env: "test" } });
    await up(tagged);
    const tags = simulator.clusters().flatMap((cluster) => cluster.tags.filter(({ key }) => key !== "env"));
    simulator.edit(String(recorded(stack, "web").id), { tags });
    expect(await up(tagged)).toMatchObject({ writes: [] });
    expect(await up(tagged, "--refresh")).toMatchObject({ writes: ["TagResources"] });
  }),
  {
    option: "`refreshBeforeUpdate`",
    tried: "looked for among the SDK's options; use `--refresh`",
    async run() {
      const options = readFileSync(require.resolve("@pulumi/pulumi/resource.d.ts"), "utf8");
      return options.includes("refreshBeforeUpdate") ? undefined : "not an option: only a provider can ask for it";
    },
  },
  {
    option: "`pulumi do`",
    tried: "`list` finds the clusters of the region",
    async run(one) {
      const { simulator, stack, up } = await optionLife(one);
      const { cluster_id: id } = simulator.seed({ name: "live" });
      const { accessKeyId, accessKeySecret } = simulator.accounts[0];
      const region = "cn-hangzhou";
      await up(
        () =>
          new one.Provider("own", {
            region,
            accessKey: accessKeyId,
            secretKey: accessKeySecret,
            endpoints: { cs: simulator.url, sts: simulator.url },
          }),
      );
      const flags = ["--provider", recorded(stack, "own").urn];
      const isPlugin = one.host === "plugin";
      const from = isPlugin ? ["--package", join(pluginFolder, "pulumi-resource-ack-serverless")] : [];
      if (isPlugin) flags.push("--ack-serverless:region", region);
      try {
        const run = await stack.run("do", ...from, one.type, "list", ...flags);
        expect(JSON.parse(run.stdout)).toEqual([{ id, name: "live" }]);
      } catch (failure) {
        if (isPlugin || !(failure instanceof EngineFailure)) throw failure;
        return "not possible: a dynamic provider has no schema";
      }
    },
  },
];
