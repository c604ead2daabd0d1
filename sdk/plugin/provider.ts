import { Config, runtime } from "@pulumi/pulumi";
import { type ConfigNamespace, ownNames, sharedNames } from "../../provider/ack/settings";
import { warnOfPlainKeys } from "../props";
import { remember, settings } from "../provider";
import type { ProviderArgs } from "../providerArgs";
import * as pulumi from "../pulumi";

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

/** The standard provider of each program: several programs can run in one process. */
const standard = new WeakMap<object, Provider>();
const withoutStack = {};

/**
 * The provider of clusters for which a program names none: it has the settings that a dynamic cluster would see. A
 * plugin sees only the keys of its own namespace, so the program passes it the `alicloud:*` keys.
 *
 * @returns `undefined` if the stack has no `alicloud:*` key: the plugin then sees every setting by itself.
 */
export function standardProvider(): Provider | undefined {
  const stack: object = runtime.getStackResource() ?? withoutStack;
  const known = standard.get(stack);
  if (known !== undefined) return known;
  const args = stackSettings();
  if (args === undefined) return undefined;
  const made = new Provider("ack-serverless", args);
  standard.set(stack, made);
  return made;
}

function stackSettings(): ProviderArgs | undefined {
  const namespace = accountNamespace();
  warnOfPlainKeys(namespace, "in the stack's configuration");
  if (namespace !== "alicloud") return undefined;
  const read = (namespace: ConfigNamespace, names: readonly string[]) => {
    const config = new Config(namespace);
    return names.flatMap((name) => {
      const value = config.get(name);
      return value === undefined ? [] : [[name, isSecret(`${namespace}:${name}`) ? pulumi.secret(value) : value]];
    });
  };
  return Object.fromEntries([...read("ack-serverless", ownNames), ...read("alicloud", sharedNames)]) as ProviderArgs;
}

/** Whether the stack keeps a value encrypted. Pulumi does not declare this function; without it, all count. */
function isSecret(key: string): boolean {
  const { isConfigSecret } = runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) ?? true;
}

/**
 * Where the stack's configuration holds the account: under pulumi-alicloud's keys, or else under the plugin's own.
 *
 * @throws Error where both hold one, and something under the plugin's own keys would be ignored.
 */
export function accountNamespace(): ConfigNamespace {
  const [theirs, ours] = [new Config("alicloud"), new Config("ack-serverless")];
  const given = sharedNames.filter((name) => theirs.get(name) !== undefined);
  if (given.length === 0) return "ack-serverless";
  const ignored = sharedNames.filter((name) => ours.get(name) !== undefined && ours.get(name) !== theirs.get(name));
  if (ignored.length === 0) return "alicloud";
  const keys = (namespace: ConfigNamespace, names: readonly string[]) =>
    names.map((name) => `${namespace}:${name}`).join(", ");
  throw new Error(
    `${keys("ack-serverless", ignored)} would be ignored, since the stack's configuration has ${keys("alicloud", given)}: ` +
      `set ${keys("alicloud", ignored)} instead, or take the alicloud keys out; ` +
      "for a region or an account that other packages do not use, give the cluster a Provider",
  );
}
