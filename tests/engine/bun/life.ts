/**
 * Runs a program of both classes in Bun, through Pulumi's Automation API, from its preview to the deletion.
 *
 * Argument, as JSON: the project's name, folder and settings, the CLI's root and home, the configuration.
 * Writes what happened to stdout, as one JSON.
 */
import * as pulumi from "@pulumi/pulumi";
import * as automation from "@pulumi/pulumi/automation";
import * as dynamic from "pulumi-ack-serverless";
import * as plugin from "pulumi-ack-serverless/plugin";

/** What the test hands over. */
interface Told {
  readonly project: automation.ProjectSettings;
  readonly folder: string;
  readonly home: string;
  readonly cli: { readonly root?: string };
  readonly config: automation.ConfigMap;
}

async function program() {
  const env = new pulumi.Config().get("env") ?? "dev";
  const args = { zoneId: "cn-hangzhou-i", tags: { env } };
  const clusters = [new dynamic.ServerlessCluster("dynamic", args), new plugin.ServerlessCluster("plugin", args)];
  return { bun: process.versions.bun, ids: clusters.map(({ clusterId }) => clusterId) };
}

async function live({ project, folder, home, cli, config }: Told) {
  const stack = await automation.LocalWorkspace.createStack(
    { stackName: "test", projectName: project.name, program },
    {
      workDir: folder,
      pulumiHome: home,
      projectSettings: project,
      pulumiCommand: await automation.PulumiCommand.get(cli),
    },
  );
  await stack.setAllConfig(config);
  const previewed = await stack.preview();
  const created = await stack.up();
  const again = await stack.up();
  await stack.setConfig("env", { value: "prod" });
  const changed = await stack.up();
  const refreshed = await stack.refresh();
  const destroyed = await stack.destroy();
  return {
    outputs: created.outputs,
    previewed: previewed.changeSummary,
    created: created.summary.resourceChanges,
    again: again.summary.resourceChanges,
    changed: changed.summary.resourceChanges,
    refreshed: refreshed.summary.resourceChanges,
    destroyed: destroyed.summary.resourceChanges,
  };
}

live(JSON.parse(String(process.argv[2]))).then(
  (happened) => process.stdout.write(JSON.stringify(happened)),
  (failure) => {
    process.stderr.write(`${failure.stack}\n`);
    process.exitCode = 1;
  },
);
