import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";

// RRSA is for good: ACK cannot switch it off again, and the provider refuses that before the call.
const cluster = new ServerlessCluster("rrsa", {
  regionId: "cn-hangzhou",
  zoneId: "cn-hangzhou-i",
  enableRrsa: true,
});

const config = new pulumi.Config();
const namespace = config.get("namespace") ?? "default";
const serviceAccount = config.get("serviceAccount") ?? "web";

// Who may assume the role: pods of one service account of this cluster, and nobody else.
export const trustPolicy = pulumi.jsonStringify({
  Version: "1",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Federated: [cluster.rrsaProviderArn] },
      Condition: {
        StringEquals: {
          "oidc:aud": [cluster.rrsaAudience],
          "oidc:iss": [cluster.rrsaIssuer],
          "oidc:sub": [`system:serviceaccount:${namespace}:${serviceAccount}`],
        },
      },
    },
  ],
});

export const clusterId = cluster.clusterId;
export const issuer = cluster.rrsaIssuer;
export const audience = cluster.rrsaAudience;
export const oidcProviderArn = cluster.rrsaProviderArn;
