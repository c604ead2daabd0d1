/** One setting of the plugin's own configuration, `ack-serverless:<name>`, and of its `Provider`. */
export interface Setting {
  readonly type: "string" | "boolean" | "integer" | "endpoints";
  readonly doc: string;
  readonly secret?: true;
  /** The variables that stand in for it, the first one set winning. */
  readonly environment?: readonly string[];
}

/** The settings, by name. What they mean and how they are read is told by `readSettings`. */
export const configuration: Readonly<Record<string, Setting>> = {
  region: {
    type: "string",
    doc: "The region of clusters that name none, such as `cn-hangzhou`.",
    environment: ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID"],
  },
  accessKey: { type: "string", doc: "Access key id. Default: the variable `ALICLOUD_ACCESS_KEY`.", secret: true },
  secretKey: { type: "string", doc: "Access key secret. Default: the variable `ALICLOUD_SECRET_KEY`.", secret: true },
  securityToken: {
    type: "string",
    doc: "Security token of temporary credentials. Default: the variable `ALICLOUD_SECURITY_TOKEN`.",
    secret: true,
  },
  profile: {
    type: "string",
    doc: "A profile of the Alibaba Cloud CLI (`~/.aliyun/config.json`). Default: the variable `ALICLOUD_PROFILE`.",
  },
  endpoints: { type: "endpoints", doc: "Addresses to use instead of the region's own." },
  vpcEndpoint: { type: "boolean", doc: "Reach ACK through the VPC's own address. Default: `false`." },
  connectTimeoutMs: { type: "integer", doc: "Milliseconds for a connection to stay silent. Default: 30000." },
  readTimeoutMs: { type: "integer", doc: "Milliseconds for an answer to begin. Default: 30000." },
  pollIntervalMs: {
    type: "integer",
    doc: "Milliseconds of the first pause between two looks at a cluster; later pauses are longer. Default: 2000.",
  },
  retryIntervalMs: {
    type: "integer",
    doc: "Milliseconds of the first pause before a failed call is repeated; later pauses are longer. Default: 1000.",
  },
  busyIntervalMs: {
    type: "integer",
    doc: "Milliseconds of the pause before a busy cluster is asked again. Default: 15000.",
  },
  listLagMs: {
    type: "integer",
    doc: "Milliseconds that lists may lag behind: so much later a cluster is looked for after a lost answer. Default: 10000.",
  },
  readsPerSecond: {
    type: "integer",
    doc: "Calls that read, a second at the most, from all resources of a run together. Default: 9.",
  },
  writesPerSecond: {
    type: "integer",
    doc: "Calls that write, a second at the most, from all resources of a run together. Default: 2.",
  },
  ownershipTag: {
    type: "boolean",
    doc: "Mark clusters as their resource's own while they are made. Default: `true`.",
  },
  preflight: {
    type: "boolean",
    doc: "Look for what would make a creation fail before a cluster is created. Default: `false`.",
  },
};

/** The products whose address can be set. */
export const endpointNames = ["cs", "sts", "vpc", "ecs"] as const;
