import type { Operation } from "../../../ack/operations";
import type { Values } from "../../../table/check";
import { toWire } from "../../../table/wire";
import { type MaintenanceWindow, wholeWindow } from "../../properties/features/maintenance";
import { properties } from "../../properties/table";
import { isProvable, reportedBy } from "../../state/outputs";
import type { Step } from "../step";
import { changeAddons } from "./addons";
import { change } from "./change";
import { migrate } from "./migrate";
import { changeTags } from "./tags";
import { upgradeCluster } from "./upgrade";

/** How one operation carries changes to a cluster. */
interface Update {
  readonly via: Operation;
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
  { via: "MigrateCluster", apply: migrate },
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
  const { via } = update;
  const names = withCompanions(changed, update.companions?.(step.news) ?? [], step.news);
  const body = toWire(properties, via, Object.fromEntries(names.map((name) => [name, wholeValue(name, step)])));
  await change(via, `changing ${names.join(", ")} of cluster ${step.place.id}`, { body }, step);
  for (const name of names) if (!isProvable(name)) step.applied.add(name);
}

/** A wanted value; of a window also what only the cluster has, so that nothing of it is lost. */
function wholeValue(name: string, { news, last }: Step): unknown {
  if (name !== "maintenanceWindow") return news[name];
  return wholeWindow(news[name] as MaintenanceWindow, reportedBy(last)[name] as MaintenanceWindow | undefined);
}

function withCompanions(names: readonly string[], companions: readonly string[], news: Values): readonly string[] {
  if (!names.some((name) => companions.includes(name))) return names;
  return [...new Set([...names, ...companions.filter((name) => news[name] !== undefined)])];
}
