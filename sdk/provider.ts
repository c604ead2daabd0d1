import * as pulumi from "@pulumi/pulumi";
import { configuration } from "../provider/ack/configuration";

/** Settings of a `Provider`. What is left out comes from the environment, never from the stack's configuration. */
export interface ProviderArgs {
  /** The region of clusters that name none, such as `cn-hangzhou`. */
  region?: pulumi.Input<string> | undefined;
  /** Access key id. */
  accessKey?: pulumi.Input<string> | undefined;
  /** Access key secret. Kept secret in the state. */
  secretKey?: pulumi.Input<string> | undefined;
  /** Security token of temporary credentials. Kept secret in the state. */
  securityToken?: pulumi.Input<string> | undefined;
  /** A profile of the Alibaba Cloud CLI (`~/.aliyun/config.json`). */
  profile?: pulumi.Input<string> | undefined;
  /** Addresses to use instead of the region's own. */
  endpoints?:
    | pulumi.Input<{
        cs?: pulumi.Input<string> | undefined;
        sts?: pulumi.Input<string> | undefined;
        vpc?: pulumi.Input<string> | undefined;
        ecs?: pulumi.Input<string> | undefined;
      }>
    | undefined;
  /** Reach ACK through the VPC's own address. Default: `false`. */
  vpcEndpoint?: pulumi.Input<boolean> | undefined;
  /** Milliseconds for a connection to stay silent. Default: 30000. */
  connectTimeoutMs?: pulumi.Input<number> | undefined;
  /** Milliseconds for an answer to begin. Default: 30000. */
  readTimeoutMs?: pulumi.Input<number> | undefined;
  /** Milliseconds of the first pause between two looks at a cluster; later pauses are longer. Default: 2000. */
  pollIntervalMs?: pulumi.Input<number> | undefined;
  /** Milliseconds of the first pause before a failed call is repeated; later pauses are longer. Default: 1000. */
  retryIntervalMs?: pulumi.Input<number> | undefined;
  /** Milliseconds of the pause before a busy cluster is asked again. Default: 15000. */
  busyIntervalMs?: pulumi.Input<number> | undefined;
  /** Milliseconds that lists may lag behind: so much later a cluster is looked for after a lost answer. Default: 10000. */
  listLagMs?: pulumi.Input<number> | undefined;
  /** Calls that read, a second at the most, from all resources of a run together. Default: 9. */
  readsPerSecond?: pulumi.Input<number> | undefined;
  /** Calls that write, a second at the most, from all resources of a run together. Default: 2. */
  writesPerSecond?: pulumi.Input<number> | undefined;
  /** Mark clusters as their resource's own while they are made. Default: `true`. */
  ownershipTag?: pulumi.Input<boolean> | undefined;
  /** Look for what would make a creation fail before a cluster is created, as `ack-serverless doctor` does. Default: `false`. */
  preflight?: pulumi.Input<boolean> | undefined;
}

/** The settings that pulumi-alicloud has, too. */
export const alicloud = ["region", "accessKey", "secretKey", "securityToken", "profile", "endpoints"];
/** The settings of this package alone. */
export const own = Object.keys(configuration).filter((name) => !alicloud.includes(name));
const secrets = ["accessKey", "secretKey", "securityToken"];

/** A region and an account to make clusters with, for programs that use several. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    super("pulumi-nodejs", name, settings(args, dynamicKey), opts);
    remember(this, args);
  }
}

const settingsOf = new WeakMap<pulumi.ProviderResource, pulumi.Output<Readonly<Record<string, string>>>>();

/** Keeps a provider's settings for this program's own functions. */
export function remember(provider: pulumi.ProviderResource, args: ProviderArgs): void {
  settingsOf.set(provider, pulumi.output(settings(args, dynamicKey)));
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

function dynamicKey(name: string): string {
  return `${alicloud.includes(name) ? "alicloud" : "ack-serverless"}:${name}`;
}

/** Settings as a provider's inputs: text, the keys secret. */
export function settings(args: object, keyOf: (name: string) => string): pulumi.Inputs {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const text = pulumi
        .output(value)
        .apply((known: unknown) => (typeof known === "string" ? known : JSON.stringify(known)));
      return [[keyOf(name), secrets.includes(name) ? pulumi.secret(text) : text]];
    }),
  );
}
