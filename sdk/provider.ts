import { type Setting, settingKey, settingTable } from "../provider/ack/settings";
import type { ProviderArgs } from "./providerArgs";
import * as pulumi from "./pulumi";

/** A region and an account to make clusters with, for programs that use several. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    super("pulumi-nodejs", name, settings(args, settingKey), opts);
    remember(this, args);
  }
}

const settingsOf = new WeakMap<pulumi.ProviderResource, pulumi.Output<Readonly<Record<string, string>>>>();

/** Keeps a provider's settings for this program's own functions. */
export function remember(provider: pulumi.ProviderResource, args: ProviderArgs): void {
  settingsOf.set(provider, pulumi.output(settings(args, settingKey)));
}

/**
 * The settings of a provider by their full keys, such as `alicloud:region`.
 *
 * @throws Error for a provider of another package.
 */
export function providerSettings(provider: pulumi.ProviderResource): pulumi.Output<Readonly<Record<string, string>>> {
  const known = settingsOf.get(provider);
  if (known !== undefined) return known;
  throw new Error("provider must be a Provider of pulumi-ack-serverless: only its settings are known to this package");
}

/** Settings as a provider's inputs: text, the keys secret. */
export function settings(args: object, keyOf: (name: string) => string): pulumi.Inputs {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const text = pulumi
        .output(value)
        .apply((known: unknown) => (typeof known === "string" ? known : JSON.stringify(known)));
      return [[keyOf(name), isSecret(name) ? pulumi.secret(text) : text]];
    }),
  );
}

function isSecret(name: string): boolean {
  return (settingTable as Readonly<Record<string, Setting>>)[name]?.isSecret === true;
}
