import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { ServerlessCluster as PluginCluster } from "pulumi-ack-serverless/plugin";
import { operations, quick, recorded, testSimulator, writesDuring } from "./support/cluster";
import { withPlugin } from "./support/plugin";
import { testStack } from "./support/stack";

/** In every secret, and nowhere else. */
const WORD = "magpie";

describe.each(["dynamic", "plugin"] as const)("%s", (host) => {
  test("a value that a program marks as secret later is encrypted by the next update, without a call that writes", async () => {
    const simulator = await testSimulator();
    const Cluster = host === "dynamic" ? ServerlessCluster : PluginCluster;
    const argsOf = (mark: (value: string) => pulumi.Input<string>): ServerlessClusterArgs => ({
      zoneId: "cn-hangzhou-i",
      tags: { env: mark(WORD), team: "web" },
      addons: [{ name: "logtail-ds", config: { sls_project_name: mark(WORD) } }],
      resourceGroupId: mark(`rg-${WORD}`),
    });
    let args = argsOf((value) => value);
    let options: pulumi.CustomResourceOptions = {};
    const stack = await testStack({
      simulator,
      config: quick,
      settings: withPlugin,
      program: async () => {
        new Cluster("prod", args, options);
      },
    });
    const state = () => readFileSync(stack.stateFile, "utf8");
    await stack.up();
    expect(state()).toContain(WORD);

    args = argsOf(pulumi.secret);
    expect(
      await writesDuring(simulator, async () => {
        expect(operations(await stack.up())).toEqual(["update"]);
      }),
    ).toEqual([]);
    expect(state()).not.toContain(WORD);
    await stack.up("--expect-no-changes");
    await stack.up("--refresh", "--expect-no-changes");
    expect(state()).not.toContain(WORD);

    if (host === "plugin") {
      const { id, urn } = recorded(stack, "prod");
      await stack.run("state", "delete", urn, "--yes");
      options = { import: String(id) };
      await stack.up();
      options = {};
      await stack.up();
      await stack.up("--expect-no-changes");
      expect(state()).not.toContain(WORD);
    }
  });
});
