import { AckError } from "../../../ack/errors";
import { WaitFailed, waitFor } from "../../../ack/wait";
import type { Values } from "../../../table/check";
import { isObject, plain } from "../../../table/shapes";
import { toWire } from "../../../table/wire";
import type { Context } from "../../context/context";
import { Problem } from "../../context/problem";
import type { Place } from "../../observe/describe";
import { properties } from "../../properties/table";
import { newest } from "../../properties/version";
import type { Step } from "../step";
import { change } from "./modify";

/** A check takes a minute or two; one that takes longer must not use up the update. */
const LONGEST_CHECK_MS = 300_000;

/** One version of DescribeKubernetesVersionMetadata. */
export interface VersionMetadata {
  readonly version: string;
  readonly creatable: boolean;
  /** RFC 3339; when support ends. */
  readonly expirationDate: string | undefined;
  readonly upgradableVersions: readonly string[];
}

/** The versions that ACK offers for Serverless clusters. Source: DescribeKubernetesVersionMetadata. */
export async function versions(
  region: string,
  query: Readonly<Record<string, string>>,
  attempt: string,
  context: Context,
): Promise<VersionMetadata[]> {
  const constant = { ClusterType: "ManagedKubernetes", Profile: "Serverless", Region: region };
  const answer = await context
    .ack(region)
    .call("DescribeKubernetesVersionMetadata", { query: { ...constant, ...query }, attempt }, context.signal);
  return (Array.isArray(answer) ? answer : []).filter(isObject).map((item) => ({
    version: plain(item.version),
    creatable: item.creatable === true,
    expirationDate:
      typeof item.expiration_date === "string" && item.expiration_date !== "" ? item.expiration_date : undefined,
    upgradableVersions: Array.isArray(item.upgradable_versions) ? item.upgradable_versions.map(plain) : [],
  }));
}

/** The versions that a new cluster may have. */
export async function creatableVersions(region: string, attempt: string, context: Context): Promise<string[]> {
  return (await versions(region, { Mode: "creatable" }, attempt, context))
    .filter(({ creatable }) => creatable)
    .map(({ version }) => version);
}

/** The full version to create a cluster with: ACK takes no beginning of one. */
export async function versionToCreate(
  wish: string,
  region: string,
  attempt: string,
  context: Context,
): Promise<string> {
  if (wish.includes("-aliyun.")) return wish;
  const offered = await creatableVersions(region, attempt, context);
  const found = newest(offered, wish);
  if (found !== undefined) return found;
  throw new Problem(
    `${attempt}: ACK creates no cluster with Kubernetes ${wish} in ${region}; it offers ${offered.join(", ") || "none"}: set kubernetesVersion to one of these`,
  );
}

/**
 * The version to upgrade to, judged by ACK before anything is changed.
 *
 * @throws Problem for a version that ACK does not offer, and for a cluster that fails ACK's own check, finding by finding.
 */
export async function findUpgrade(step: Step, context: Context): Promise<string> {
  const { place, last, news } = step;
  const current = plain(last.current_version);
  const wish = plain(news.kubernetesVersion);
  const attempt = `upgrading cluster ${place.id} from ${current} to ${wish}`;
  const [metadata] = await versions(
    place.region,
    { KubernetesVersion: current, QueryUpgradableVersion: "true" },
    attempt,
    context,
  );
  const offered = metadata?.upgradableVersions ?? [];
  const target = newest(offered, wish);
  if (target === undefined) {
    throw new Problem(
      `${attempt}: ACK offers ${offered.length > 0 ? offered.join(", ") : "no upgrade"}: set kubernetesVersion to ${offered.length > 0 ? "one of these" : current}`,
    );
  }
  await precheck(target, attempt, step, context);
  return target;
}

/** ACK's own check of the cluster. One that may not be run tells nothing, and ACK checks again when it upgrades. */
async function precheck(target: string, attempt: string, { place, deadline }: Step, context: Context): Promise<void> {
  try {
    const body = { type: "ClusterUpgrade", options: { target_version: target } };
    const { check_id } = (await context
      .ack(place.region)
      .call("RunClusterCheck", { path: { clusterId: place.id }, body, attempt }, context.signal)) as Values;
    if (typeof check_id !== "string" || check_id === "") return;
    const until = Math.min(deadline, context.clock.now() + LONGEST_CHECK_MS);
    const result = await awaitCheck(place, check_id, until, attempt, context);
    const findings = failedItems(result);
    if (findings.length > 0)
      throw new Problem(
        [
          `${attempt}: the cluster fails ACK's check, and nothing was changed:`,
          ...findings.map((text) => `  - ${context.hide?.(text) ?? text}`),
        ].join("\n"),
      );
  } catch (error) {
    const isUnfinished = error instanceof WaitFailed && context.clock.now() < deadline;
    if (!(error instanceof AckError || isUnfinished)) throw error;
    context.warn(`${attempt}: the cluster could not be checked first: ${error.message}`);
  }
}

async function awaitCheck(
  place: Place,
  checkId: string,
  deadline: number,
  attempt: string,
  context: Context,
): Promise<Values> {
  const poll = async () => {
    const value = (await context
      .ack(place.region)
      .call("GetClusterCheck", { path: { clusterId: place.id, checkId }, attempt }, context.signal)) as Values;
    const isOver = /succe|fail|error|cancel|finish|complete/i.test(plain(value.status));
    context.report({ state: "checking", stage: plain(value.status), elapsedMs: 0 });
    return { state: isOver ? ("over" as const) : ("at work" as const), value };
  };
  const wait = {
    what: `the check of cluster ${place.id} to end`,
    until: ["over"] as const,
    through: ["at work"] as const,
    pollIntervalMs: context.settings.pollIntervalMs,
    deadline,
  };
  return waitFor<"over" | "at work", Values>(poll, wait, context.clock, context.signal);
}

/** Items by group; what is neither passed nor a warning blocks the upgrade. Source: GetClusterCheck `check_items`. */
function failedItems({ check_items, status, message }: Values): string[] {
  const groups = isObject(check_items) ? Object.values(check_items) : [];
  const failed = groups
    .flatMap((group) => (Array.isArray(group) ? group.filter(isObject) : []))
    .filter((item) => /fail|error/i.test(plain(item.status ?? item.level ?? item.result)))
    .map((item) => [item.name ?? item.id, item.message ?? item.reason ?? item.description].filter(Boolean).join(": "));
  if (failed.length > 0) return failed;
  return /fail|error/i.test(plain(status)) ? [plain(message || `the check ended as ${plain(status)}`)] : [];
}

export async function upgradeCluster(target: string, step: Step, context: Context): Promise<void> {
  const { id } = step.place;
  const attempt = `upgrading cluster ${id} to ${target}`;
  await change(
    "UpgradeCluster",
    { ClusterId: id },
    { ...toWire(properties, "UpgradeCluster", { kubernetesVersion: target }), master_only: true },
    attempt,
    step,
    context,
  );
}
