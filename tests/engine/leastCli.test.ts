import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { simulatorConfig } from "../../tools/engine/engine";
import { classes } from "./support/classes";
import { testSimulator } from "./support/cluster";

test.each(classes)("a CLI that is too old is rejected before the engine hears of a cluster, $host", async (one) => {
  const simulator = await testSimulator();
  const script = join(__dirname, "support", "oldCli.ts");
  const texts = [one.host, JSON.stringify(simulatorConfig(simulator)), JSON.stringify(one.settings)];
  // Jest takes the rejections of a program in its own process.
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, ...texts]);
  expect(stdout).toContain(
    "error: pulumi-ack-serverless needs Pulumi CLI 3.254.0 or later: update the CLI, then run the command again (",
  );
  expect(stdout).toContain("99.0.0");
  expect(stdout).not.toContain("ServerlessCluster web");
  expect(simulator.requests()).toEqual([]);
});
