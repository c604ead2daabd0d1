import type { Operation } from "../../../ack/operations";
import type { Values } from "../../../table/check";
import { show } from "../../../table/values";
import { toWire } from "../../../table/wire";
import type { MaintenanceWindow } from "../../properties/features/maintenance";
import { contraryRule, type WindowChange, wholeWindow } from "../../properties/features/wholeWindow";
import { properties } from "../../properties/table";
import { isProvable } from "../../state/outputs";
import { recordedOf } from "../../state/recorded";
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
  const fields = toWire(properties, via, Object.fromEntries(names.map((name) => [name, step.news[name]])));
  const window = names.includes("maintenanceWindow") ? windowChange(step) : undefined;
  if (window !== undefined) warnOfContraryRule(window, step);
  const body = { ...fields, ...(window && { maintenance_window: wholeWindow(window) }) };
  await change(via, `changing ${names.join(", ")} of cluster ${step.place.id}`, { body }, step);
  for (const name of names) if (!isProvable(name)) step.applied.add(name);
}

/** The change of the maintenance window that the program sets; `undefined` where it sets none. */
export function windowChange({ news, olds, last }: Step): WindowChange | undefined {
  const wanted = news.maintenanceWindow as MaintenanceWindow | undefined;
  if (wanted === undefined) return undefined;
  const { names, values } = recordedOf(olds);
  const written = names.has("maintenanceWindow") ? (values.maintenanceWindow as MaintenanceWindow) : undefined;
  return { wanted, reported: last.maintenance_window, written };
}

function warnOfContraryRule(window: WindowChange, { place, context }: Step): void {
  const rule = contraryRule(window);
  if (rule === undefined) return;
  context.warn(
    `maintenanceWindow.weeklyPeriod of cluster ${place.id} is changed, but the cluster keeps the rule ${show(rule)}, which the program does not set and which ACK may follow instead: set maintenanceWindow.recurrence to replace it`,
  );
}

function withCompanions(names: readonly string[], companions: readonly string[], news: Values): readonly string[] {
  if (!names.some((name) => companions.includes(name))) return names;
  return [...new Set([...names, ...companions.filter((name) => news[name] !== undefined)])];
}
