import * as pulumi from "@pulumi/pulumi";

/** The least version of the Pulumi CLI: an older one takes another form of an imported cluster's id for another cluster. */
export const leastCli = "3.254.0";

type Require = (range: string) => Promise<void>;

const checks = new WeakMap<object, Promise<void>>();

/**
 * An alias, which a resource's registration awaits. It rejects with a RunError under a CLI that is too old, before the engine
 * hears of the resource. An SDK that cannot ask for the CLI's version gives the alias at once.
 */
export function withLeastCli(alias: { readonly type: string }): pulumi.Output<pulumi.Alias> {
  const engine: object = pulumi.runtime.getEngine() ?? checks;
  const check = checks.get(engine) ?? requireLeastCli(pulumi.requirePulumiVersion);
  checks.set(engine, check);
  return pulumi.output(check.then(() => alias));
}

/** @throws RunError for an older CLI */
export async function requireLeastCli(require: Require | undefined): Promise<void> {
  try {
    await require?.(`>=${leastCli}`);
  } catch (cause) {
    throw new pulumi.RunError(
      `pulumi-ack-serverless needs Pulumi CLI ${leastCli} or later: update the CLI, then run the command again (${(cause as Error).message})`,
    );
  }
}
