import type CS from "@alicloud/cs20151215";
import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import type { ClusterPatch } from "../../../simulator";
import type { Call } from "./calls";

/** What becomes of a change behind the program's back. */
export type Drift =
  /** A refresh finds it, and the next `up` puts it back. */
  | "put back"
  /** No operation makes it so again: a refresh tells it, keeps the record, and nothing is replaced. */
  | "told"
  /** No operation reports the property. */
  | "unseen";

/** One input: what each step of a cluster's life makes of it. Operations carry exactly what stands here. */
export interface Row {
  /** What its cluster has besides. */
  readonly beside?: ServerlessClusterArgs;
  readonly set: unknown;
  /** What CreateCluster carries for it. */
  readonly created: Readonly<Record<string, unknown>>;
  /** The calls that follow CreateCluster. */
  readonly after?: readonly Call[];
  readonly to: unknown;
  /** The calls when it alone is changed; or a new cluster, or nothing but a record in the state; or why it is refused. */
  readonly change: readonly Call[] | "replacement" | "stored" | { readonly refused: string };
  /** What CreateCluster of a replacement carries. */
  readonly recreated?: Readonly<Record<string, unknown>>;
  readonly drift: Drift;
  /** Makes the drift. */
  readonly edit?: ClusterPatch;
  /** Makes it where the simulator's `edit` does not: fields of the answer, or a call by someone else. */
  readonly answer?: Readonly<Record<string, unknown>>;
  readonly byOthers?: (client: CS, id: string) => Promise<unknown>;
  /** The calls that put it back. Default: those of the change. */
  readonly back?: readonly Call[];
  /** The calls when it is taken out of the program. Default: none, and the cluster stays as it is. */
  readonly removed?: readonly Call[];
}

export const zone = { zoneId: "cn-hangzhou-i" } satisfies ServerlessClusterArgs;
export const network = { vpcId: "vpc-1", vswitchIds: ["vsw-a"] } satisfies ServerlessClusterArgs;

/** One ModifyCluster. */
export const modified = (carried: object): Call[] => [["ModifyCluster", carried]];

/** An upgrade, checked first. */
export const upgraded = (version: string): Call[] => [
  ["RunClusterCheck", { type: "ClusterUpgrade", options: { target_version: version } }],
  ["UpgradeCluster", { next_version: version, master_only: true }],
];
