import * as pulumi from "@pulumi/pulumi";
import type { ConfigNamespace } from "../../provider/ack/settings";
import { alicloud, own, type ProviderArgs, remember, settings } from "../provider";

export type { ProviderArgs };

/** A region and an account to make clusters with, for programs that use several. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    super(
      "ack-serverless",
      name,
      settings(args, (key) => key),
      opts,
    );
    remember(this, args);
  }
}

/** One for each program, however many clusters it has: several programs can run in one process. */
const standard = new WeakMap<object, Provider>();
const withoutStack = {};

/**
 * The provider of clusters for which a program names none: it has the settings that a dynamic cluster would see. A
 * plugin sees the keys of its own namespace only, so that the program hands it the `alicloud:*` ones.
 *
 * @returns `undefined` where the stack has no such key, and the plugin sees all there is by itself.
 */
export function standardProvider(): Provider | undefined {
  const stack: object = pulumi.runtime.getStackResource() ?? withoutStack;
  const known = standard.get(stack);
  if (known !== undefined) return known;
  const args = stackSettings();
  if (args === undefined) return undefined;
  const made = new Provider("ack-serverless", args);
  standard.set(stack, made);
  return made;
}

function stackSettings(): ProviderArgs | undefined {
  const [theirs, ours] = [new pulumi.Config("alicloud"), new pulumi.Config("ack-serverless")];
  const read = (config: pulumi.Config, names: readonly string[]) =>
    names.flatMap((name) => (config.get(name) === undefined ? [] : [[name, config.getSecret(name)] as const]));
  const given = read(theirs, alicloud);
  if (given.length === 0) return undefined;
  return Object.fromEntries([...read(ours, own), ...given]) as ProviderArgs;
}

/** Where the stack's configuration holds the account: under pulumi-alicloud's keys, or else under the plugin's own. */
export function accountNamespace(): ConfigNamespace {
  const theirs = new pulumi.Config("alicloud");
  return alicloud.some((name) => theirs.get(name) !== undefined) ? "alicloud" : "ack-serverless";
}
