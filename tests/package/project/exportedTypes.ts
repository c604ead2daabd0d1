// Every type that the package exports, checked by a compiler that skips no declaration file.
import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import type { provider } from "pulumi-ack-serverless/dynamic";
import type { ServerlessCluster } from "pulumi-ack-serverless/plugin";
import type { ClusterDetail, ClusterPatch, Seed, Simulator, WireTag } from "pulumi-ack-serverless/simulator";

export type Used = [ServerlessClusterArgs, typeof provider, ServerlessCluster, Seed, Simulator];

export const tag: WireTag = { key: "team", value: "web" };
export const patch: ClusterPatch = { tags: [tag], endpoint_public_access: false, ip_stack: "dual" };
export const nameOf = ({ name }: ClusterDetail): string => name;

// A type that the compiler cannot find is `any`, which accepts this number too.
// @ts-expect-error
export const wrong: ClusterPatch = { name: 1 };
