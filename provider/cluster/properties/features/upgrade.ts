import { withoutUnset } from "../../../table/check";
import { flag, oneOfKnown, record, type Shape } from "../../../table/shapes";
import { isObject } from "../../../table/values";
import { covering } from "./covering";

export interface AutoUpgrade {
  readonly enabled?: boolean;
  readonly channel?: string;
}

/** Source: CreateCluster `operation_policy.cluster_auto_upgrade`. */
export const autoUpgrade: Shape<AutoUpgrade> = covering(
  record<AutoUpgrade>("AutoUpgrade", {
    enabled: { shape: flag, doc: "Whether ACK upgrades the cluster automatically, in its maintenance window." },
    channel: {
      shape: oneOfKnown(["patch", "stable", "rapid"]),
      doc: "The versions that ACK upgrades to: `patch` (patch versions only), `stable` (the stable minor version) or `rapid` (the newest version).",
    },
  }),
  (_, actual, wanted) => actual === wanted,
);

export const autoUpgradeField = {
  wire: "operation_policy",
  encode: (policy: AutoUpgrade) => ({ cluster_auto_upgrade: policy }),
  decode: (wire: unknown): AutoUpgrade | undefined => {
    const policy = isObject(wire) ? wire.cluster_auto_upgrade : undefined;
    return isObject(policy)
      ? (withoutUnset({ enabled: policy.enabled, channel: policy.channel }) as AutoUpgrade)
      : undefined;
  },
};
