/** A preview of one cluster in a process of its own, under an engine that answers as that of an older CLI would. */
import { ServerlessCluster } from "pulumi-ack-serverless";
import { ServerlessCluster as PluginCluster } from "pulumi-ack-serverless/plugin";
import { EngineStack, expectFailure } from "../../../tools/engine/engine";

const [host, config, settings] = process.argv.slice(2) as [string, string, string];
const runtime = require("@pulumi/pulumi/runtime/settings");
const { requirePulumiVersion } = runtime;
// This engine is too old for that range, as an older one is for the package's.
runtime.requirePulumiVersion = () => requirePulumiVersion(">=99.0.0");

const program = async () => {
  new (host === "plugin" ? PluginCluster : ServerlessCluster)("web", { zoneId: "cn-hangzhou-i" });
};

async function main(): Promise<void> {
  const stack = await EngineStack.create({ program, config: JSON.parse(config), settings: JSON.parse(settings) });
  try {
    process.stdout.write((await expectFailure(stack.preview())).text);
  } finally {
    await stack.dispose();
  }
}

void main();
