import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";

// The first way: what `ack-serverless import` wrote, word for word.
import "./prod";

// The second way: a program that names the cluster while it takes it over. Unset `staging` once that is done, and the
// cluster is like any other. It is never replaced while `adopt` names it.
const config = new pulumi.Config();
const staging = new ServerlessCluster("staging", {
  adopt: config.get("staging"),
  deletionProtection: true,
  tags: { env: "staging" },
});

export const stagingId = staging.clusterId;
export const stagingNetwork = staging.vpcId;
