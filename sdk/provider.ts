import * as pulumi from "@pulumi/pulumi";

/** Settings of a `Provider`. What is left out comes from the environment, never from the stack's configuration. */
export interface ProviderArgs {
  /** The region of clusters that name none, such as `cn-hangzhou`. */
  region?: pulumi.Input<string>;
  /** Access key id. */
  accessKey?: pulumi.Input<string>;
  /** Access key secret. Kept secret in the state. */
  secretKey?: pulumi.Input<string>;
  /** Security token of temporary credentials. Kept secret in the state. */
  securityToken?: pulumi.Input<string>;
  /** A profile of the Alibaba Cloud CLI (`~/.aliyun/config.json`). */
  profile?: pulumi.Input<string>;
  /** Addresses to use instead of the region's own. */
  endpoints?: pulumi.Input<{ cs?: pulumi.Input<string>; sts?: pulumi.Input<string> }>;
  /** Reach ACK through the VPC's own address. Default: `false`. */
  vpcEndpoint?: pulumi.Input<boolean>;
  /** Milliseconds for a connection to stay silent. Default: 30000. */
  connectTimeoutMs?: pulumi.Input<number>;
  /** Milliseconds for an answer to begin. Default: 30000. */
  readTimeoutMs?: pulumi.Input<number>;
  /** Milliseconds of the first pause between two looks at a cluster; later pauses are longer. Default: 2000. */
  pollIntervalMs?: pulumi.Input<number>;
  /** Milliseconds of the first pause before a failed call is repeated; later pauses are longer. Default: 1000. */
  retryIntervalMs?: pulumi.Input<number>;
  /** Milliseconds before a deletion is asked for again while the cluster is busy. Default: 15000. */
  busyIntervalMs?: pulumi.Input<number>;
  /** Mark clusters as their resource's own while they are made. Default: `true`. */
  ownershipTag?: pulumi.Input<boolean>;
}

/** The settings that pulumi-alicloud has, too. */
export const alicloud = ["region", "accessKey", "secretKey", "securityToken", "profile", "endpoints"];
const secrets = ["accessKey", "secretKey", "securityToken"];

/** A region and an account to make clusters with, for programs that use several. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    super("pulumi-nodejs", name, settings(args, dynamicKey), opts);
  }
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
