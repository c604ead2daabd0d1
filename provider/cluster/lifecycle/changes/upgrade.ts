import { AckError } from "../../../ack/errors";
import { WaitFailed } from "../../../ack/wait";
import type { Values } from "../../../table/check";
import { isObject, isText, objectsIn, plain, unquoted } from "../../../table/values";
import { toWire } from "../../../table/wire";
import { at, type ClusterClient } from "../../context/client";
import { Problem } from "../../context/problem";
import { versions } from "../../observe/offers";
import { poll } from "../../observe/settle";
import { properties } from "../../properties/table";
import { newest } from "../../properties/version";
import type { Step } from "../step";
import { change } from "./change";

/** A check takes a minute or two; one that takes longer must not use up the update. */
const LONGEST_CHECK_MS = 300_000;

/**
 * Finds the version to upgrade to among those that ACK offers, before anything is changed.
 *
 * @throws Problem for a version that ACK does not offer, and for a cluster that fails ACK's own check, finding by finding.
 */
export async function findUpgrade(step: Step): Promise<void> {
  const { place, last, news, context } = step;
  const current = plain(last.current_version);
  const wish = plain(news.kubernetesVersion);
  const client = at(place, `upgrading cluster ${place.id} from ${current} to ${unquoted(wish)}`, context);
  const [metadata] = await versions({ KubernetesVersion: current, QueryUpgradableVersion: "true" }, client);
  const offered = metadata?.upgradableVersions ?? [];
  const target = newest(offered, wish);
  if (target === undefined) {
    throw new Problem(
      `${client.attempt}: ACK offers ${offered.length > 0 ? offered.join(", ") : "no upgrade"}: set kubernetesVersion to ${offered.length > 0 ? "one of these" : current}`,
    );
  }
  await precheck(target, client);
  step.upgradeTarget = target;
}

/** ACK's own check of the cluster. A check that cannot run proves nothing, and ACK checks again when it upgrades. */
async function precheck(target: string, client: ClusterClient): Promise<void> {
  const { attempt, context } = client;
  try {
    const body = { type: "ClusterUpgrade", options: { target_version: target } };
    const { check_id } = await client.call("RunClusterCheck", { body });
    if (!isText(check_id)) return;
    const findings = failedItems(await awaitCheck(check_id, client));
    if (findings.length > 0)
      throw new Problem(
        [
          `${attempt}: the cluster fails ACK's check, and nothing was changed:`,
          ...findings.map((text) => `  - ${context.hide?.(text) ?? text}`),
        ].join("\n"),
      );
  } catch (error) {
    const isUnfinished = error instanceof WaitFailed && context.clock.now() < context.deadline;
    if (!(error instanceof AckError || isUnfinished)) throw error;
    context.warn(`the upgrade goes on without ACK's check of the cluster: ${error.message}`);
  }
}

async function awaitCheck(checkId: string, client: ClusterClient): Promise<Values> {
  const { context, place } = client;
  const look = async () => {
    const value = await client.call("GetClusterCheck", { path: { checkId } });
    const isOver = /succe|fail|error|cancel|finish|complete/i.test(plain(value.status));
    context.report({ state: "checking", stage: plain(value.status), elapsedMs: 0 });
    return { state: isOver ? ("over" as const) : ("running" as const), value };
  };
  const wait = {
    subject: `the check of cluster ${place.id}`,
    goal: "over",
    until: ["over"] as const,
    through: ["running"] as const,
    longestMs: LONGEST_CHECK_MS,
  };
  return poll<"over" | "running", Values>(look, wait, context);
}

/** Items by group; what is neither passed nor a warning blocks the upgrade. Source: GetClusterCheck `check_items`. */
function failedItems({ check_items, status, message }: Values): string[] {
  const groups = isObject(check_items) ? Object.values(check_items) : [];
  const failed = groups
    .flatMap(objectsIn)
    .filter((item) => /fail|error/i.test(plain(item.status ?? item.level ?? item.result)))
    .map((item) => [item.name ?? item.id, item.message ?? item.reason ?? item.description].filter(isText).join(": "));
  if (failed.length > 0) return failed;
  return /fail|error/i.test(plain(status)) ? [plain(message || `the check ended as ${plain(status)}`)] : [];
}

/** Upgrades the control plane to the version that findUpgrade() found. */
export async function upgradeCluster(step: Step): Promise<void> {
  const target = step.upgradeTarget;
  const body = { ...toWire(properties, "UpgradeCluster", { kubernetesVersion: target }), master_only: true };
  await change("UpgradeCluster", `upgrading cluster ${step.place.id} to ${target}`, { body }, step);
}
