import type { Operation } from "../../../ack/operations";
import type { Values } from "../../../table/check";
import { plain, unquoted } from "../../../table/values";
import { toWire } from "../../../table/wire";
import { properties } from "../../properties/table";
import { isProvable } from "../../state/outputs";
import type { Step } from "../step";
import { changeAddons } from "./addons";
import { change } from "./change";
import { changeTags } from "./tags";
import { upgradeCluster } from "./upgrade";

/** How one operation carries changes to a cluster. */
interface Update {
  readonly via: Operation;
  /** What the body always has beside the properties. */
  readonly constant?: Values;
  /** Properties that travel together, wherever one of them does. */
  readonly companions?: (news: Values) => readonly string[];
  /** In place of one call with the properties in its body. */
  readonly apply?: (step: Step) => Promise<void>;
}

/**
 * The operations that change a cluster, in the order in which they are sent: the edition goes first, because other
 * options need it; add-ons come last, because they follow the Kubernetes version.
 */
export const updates: readonly Update[] = [
  // Source of the type: the body that terraform-provider-alicloud sends; the vendor's model lacks it.
  { via: "MigrateCluster", constant: { type: "ManagedKubernetes" } },
  { via: "ModifyCluster", companions: endpointCompanions },
  { via: "TagResources", apply: changeTags },
  { via: "UpdateKMSEncryption" },
  { via: "UpdateClusterAuditLogConfig" },
  { via: "UpdateControlPlaneLog" },
  { via: "UpgradeCluster", apply: upgradeCluster },
  { via: "InstallClusterAddons", apply: changeAddons },
];

/** An EIP of the user's goes with the word that there shall be one. */
function endpointCompanions(news: Values): readonly string[] {
  return news.endpointPublicAccess === false ? [] : ["endpointPublicAccess", "apiServerEipId"];
}

/** Carries the named properties to the cluster. */
export async function apply(update: Update, changed: readonly string[], step: Step): Promise<void> {
  if (update.apply !== undefined) return update.apply(step);
  const { via, constant = {} } = update;
  const names = withCompanions(changed, update.companions?.(step.news) ?? [], step.news);
  const body = {
    ...constant,
    ...toWire(properties, via, Object.fromEntries(names.map((name) => [name, step.news[name]]))),
  };
  await change(via, attemptOf(via, names, step), { body }, step);
  for (const name of names) if (!isProvable(name)) step.applied.add(name);
}

function attemptOf(via: Operation, names: readonly string[], { place: { id }, news }: Step): string {
  if (via === "MigrateCluster") return `migrating cluster ${id} to ${unquoted(plain(news.clusterSpec))}`;
  return `changing ${names.join(", ")} of cluster ${id}`;
}

function withCompanions(names: readonly string[], companions: readonly string[], news: Values): readonly string[] {
  if (!names.some((name) => companions.includes(name))) return names;
  return [...new Set([...names, ...companions.filter((name) => news[name] !== undefined)])];
}
