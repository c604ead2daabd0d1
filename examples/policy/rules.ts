import type { ReportViolation, ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { ServerlessCluster as PluginCluster } from "pulumi-ack-serverless/plugin";

type Cluster = Unwrap<ServerlessClusterArgs>;

/** Looks at clusters of either form, dynamic and plugin, and at nothing else. */
function ofClusters(judge: (cluster: Cluster, report: ReportViolation) => void): ResourceValidation {
  return (args, report) => {
    const cluster = args.asType(ServerlessCluster) ?? args.asType(PluginCluster);
    if (cluster !== undefined) judge(cluster, report);
  };
}

export const noPublicEndpoint: ResourceValidationPolicy = {
  name: "no-public-endpoint",
  description: "The API server cannot be reached from the Internet.",
  validateResource: ofClusters(({ endpointPublicAccess }, report) => {
    if (endpointPublicAccess !== false) report("Set endpointPublicAccess: false. What is left out means true.");
  }),
};

export const deletionProtection: ResourceValidationPolicy = {
  name: "deletion-protection",
  description: "No cluster can be deleted by one command, from anywhere.",
  validateResource: ofClusters(({ deletionProtection, forceDestroy }, report) => {
    if (deletionProtection !== true) report("Set deletionProtection: true.");
    if (forceDestroy === true) report("Take forceDestroy out: it switches deletion protection off.");
  }),
};

export const encryptedSecrets: ResourceValidationPolicy = {
  name: "encrypted-secrets",
  description: "Secrets are encrypted at rest with a KMS key.",
  enforcementLevel: "advisory",
  validateResource: ofClusters(({ secretEncryption }, report) => {
    if (secretEncryption === undefined || secretEncryption.enabled === false)
      report("Set secretEncryption: { kmsKeyId }. It needs a Pro cluster.");
  }),
};

export const requiredTags: ResourceValidationPolicy = {
  name: "required-tags",
  description: "A cluster's tags tell whom to ask.",
  configSchema: { properties: { keys: { type: "array", items: { type: "string" }, default: ["team"] } } },
  validateResource: (args, report) => {
    const { keys } = args.getConfig<{ keys: string[] }>();
    ofClusters(({ tags = {} }) => {
      const missing = keys.filter((key) => tags[key] === undefined);
      if (missing.length > 0) report(`Add the tags ${missing.join(", ")}.`);
    })(args, report);
  },
};

export const rules = [noPublicEndpoint, deletionProtection, encryptedSecrets, requiredTags];
