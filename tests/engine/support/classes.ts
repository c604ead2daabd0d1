import type { ProjectSettings } from "@pulumi/pulumi/automation";
import * as dynamic from "pulumi-ack-serverless";
import * as plugin from "pulumi-ack-serverless/plugin";
import { clusterType } from "./cluster";
import { pluginType, withPlugin } from "./plugin";

/** One of the two classes of a cluster, which take the same arguments, and what a stack needs for it. */
export interface ClassUnderTest {
  readonly host: "dynamic" | "plugin";
  readonly ServerlessCluster: typeof dynamic.ServerlessCluster | typeof plugin.ServerlessCluster;
  readonly Provider: typeof dynamic.Provider | typeof plugin.Provider;
  readonly type: string;
  /** More of Pulumi.yaml. */
  readonly settings: Partial<ProjectSettings> & Readonly<Record<string, unknown>>;
}

export const classes: readonly ClassUnderTest[] = [
  {
    host: "dynamic",
    ServerlessCluster: dynamic.ServerlessCluster,
    Provider: dynamic.Provider,
    type: clusterType,
    settings: {},
  },
  {
    host: "plugin",
    ServerlessCluster: plugin.ServerlessCluster,
    Provider: plugin.Provider,
    type: pluginType,
    settings: withPlugin,
  },
];
