// Generated from the table of settings by "npm run generate". Do not edit.
import type { Input } from "./pulumi";

/** Settings of a `Provider`. An omitted setting comes from the environment, never from the stack's configuration. */
export interface ProviderArgs {
  /** The region of clusters that name none, such as `cn-hangzhou`. Default: the first set of the variables `ALICLOUD_REGION`, `ALIBABA_CLOUD_REGION`, `ALIBABA_CLOUD_REGION_ID`. */
  region?: Input<string> | undefined;
  /** Access key id. Stored as a secret in the state. Default: the first set of the variables `ALICLOUD_ACCESS_KEY`, `ALICLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABACLOUD_ACCESS_KEY_ID`. */
  accessKey?: Input<string> | undefined;
  /** Access key secret. Stored as a secret in the state. Default: the first set of the variables `ALICLOUD_SECRET_KEY`, `ALICLOUD_ACCESS_KEY_SECRET`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, `ALIBABACLOUD_ACCESS_KEY_SECRET`. */
  secretKey?: Input<string> | undefined;
  /** Security token of temporary credentials. Stored as a secret in the state. Default: the first set of the variables `ALICLOUD_SECURITY_TOKEN`, `ALIBABA_CLOUD_SECURITY_TOKEN`, `ALIBABACLOUD_SECURITY_TOKEN`. */
  securityToken?: Input<string> | undefined;
  /** A profile of the Alibaba Cloud CLI (`~/.aliyun/config.json`). Default: the variable `ALICLOUD_PROFILE`. */
  profile?: Input<string> | undefined;
  /** Addresses to use instead of the region's own. */
  endpoints?:
    | Input<{
        cs?: Input<string> | undefined;
        sts?: Input<string> | undefined;
        vpc?: Input<string> | undefined;
        ecs?: Input<string> | undefined;
      }>
    | undefined;
  /** Reach ACK through the VPC's own address. Default: `false`. */
  vpcEndpoint?: Input<boolean> | undefined;
  /** Milliseconds until a connection is established, its certificate verified. Default: `10000`. */
  connectTimeoutMs?: Input<number> | undefined;
  /** Milliseconds for an answer. Default: `30000`. */
  readTimeoutMs?: Input<number> | undefined;
  /** Milliseconds of the first pause between two looks at a cluster, and of the pauses while an end is likely, which grow to at least a second. All others are longer, up to 15 seconds. Default: `2000`. */
  pollIntervalMs?: Input<number> | undefined;
  /** Milliseconds of the first pause before a failed call is repeated. Later pauses are longer, up to 20 seconds. Default: `1000`. */
  retryIntervalMs?: Input<number> | undefined;
  /** Milliseconds of the pause before a busy cluster is asked again. Default: `15000`. */
  busyIntervalMs?: Input<number> | undefined;
  /** Milliseconds that ACK's lists may lag behind. After a lost answer the cluster is looked for only that much later. Default: `10000`. */
  listLagMs?: Input<number> | undefined;
  /** The most calls that read, in one second, by all resources of one provider together. Default: `9`. */
  readsPerSecond?: Input<number> | undefined;
  /** The most calls that write, in one second, by all resources of one provider together. Default: `2`. */
  writesPerSecond?: Input<number> | undefined;
  /** Mark a cluster in a tag while it is created, so that a lost answer or a killed run never makes a second one. Default: `true`. */
  ownershipTag?: Input<boolean> | undefined;
  /** Before a cluster is created, look for what would make the creation fail, as `ack-serverless doctor` does. Default: `false`. */
  preflight?: Input<boolean> | undefined;
}
