import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * Checks that Pulumi's dynamic host will find the provider. The host loads it by the package's name, from the folder in
 * which the engine runs the program, so a library that depends on the package is not enough with pnpm.
 *
 * The folder is known only in a program that the Pulumi CLI runs: an inline program of the Automation API may have its
 * workspace elsewhere.
 *
 * @throws RunError if it cannot be found: Pulumi prints the text alone, without a stack
 */
export function assertHostFindsProvider(folder = process.cwd()): void {
  if (process.env.PULUMI_NODEJS_MONITOR === undefined) return;
  try {
    createRequire(join(folder, "package.json")).resolve("pulumi-ack-serverless/dynamic");
  } catch {
    throw new pulumi.RunError(
      `Pulumi loads the dynamic provider from the program's folder and cannot find pulumi-ack-serverless from there: add it to "dependencies" in ${join(folder, "package.json")} and install, even if a library of yours depends on it already, or use ServerlessCluster from "pulumi-ack-serverless/plugin"`,
    );
  }
}
