import { role } from "../../ack/remedies";
import type { Values } from "../../table/check";
import { isObject, numberOf, objectsIn, plain, show, unquoted } from "../../table/values";
import { inRegion } from "../context/client";
import type { Context } from "../context/context";
import { Problem } from "../context/problem";
import { callerAccount, listClusters } from "../observe/clusters";
import { isServerless } from "../observe/describe";
import { creatableVersions } from "../observe/offers";
import { newest } from "../properties/version";
import { isBeingCreatedBy, type Ownership, ownershipTag } from "../state/ownership";
import { type Finding, finding, guarded, type Preflight } from "./finding";
import { checkNetwork, serviceCidrInVpc } from "./network";

/** Without these, ACK refuses to create a cluster. Source: its codes EntityNotExist.Role and ErrManagedKuberneteRoleNotAttach. */
const neededRoles = ["AliyunCSDefaultRole", "AliyunCSManagedKubernetesRole"];
/** The roles that parts of a Serverless cluster assume. Source: ACK's page on service roles. */
const usefulRoles = [
  "AliyunCSServerlessKubernetesRole",
  "AliyunCSKubernetesAuditRole",
  "AliyunCSManagedNetworkRole",
  "AliyunCSManagedLogRole",
  "AliyunCSManagedCmsRole",
  "AliyunCSManagedCsiRole",
  "AliyunCSManagedVKRole",
  "AliyunCSManagedArmsRole",
];

/**
 * Looks for everything that would make a creation fail, and changes nothing. Other actors may change things meanwhile:
 * CreateCluster has the last word.
 *
 * @param inputs  the program's inputs: `regionId`, and as many of the others as are known
 * @param owner   ends the checks where this resource is already creating a cluster: no other one will be created
 * @returns every finding, in a fixed order
 */
export async function preflight(inputs: Values, context: Context, owner?: Ownership): Promise<readonly Finding[]> {
  const region = plain(inputs.regionId);
  const identity = await guarded("credentials", () => checkCredentials(region, context));
  if (identity.some(({ verdict }) => verdict === "fails")) return identity;
  let clusters: readonly Values[] | undefined;
  const listed = await guarded("service", async () => {
    clusters = await listClusters({}, inRegion(region, `listing the clusters of ${region}`, context));
    return finding({ check: "service" }, "fine", `Container Service answers in ${region}`);
  });
  if (owner && clusters?.some((cluster) => isBeingCreatedBy(owner, ownershipTag(cluster.tags)))) return [];
  const client = inRegion(region, "checking before the creation", context);
  const known: Preflight = { inputs, region, clusters, client };
  const found = await Promise.all([
    guarded("roles", () => checkRoles(known)),
    guarded("quota", () => checkQuota(known)),
    checkName(known),
    guarded("version", () => checkVersion(known)),
    ...checkNetwork(known),
  ]);
  return oneOfEach([...identity, ...listed, ...found.flat()]);
}

/** @throws Problem with every finding that proves that the creation would fail. Others are warnings. */
export async function assertCreatable(inputs: Values, owner: Ownership | undefined, context: Context): Promise<void> {
  const findings = await preflight(inputs, context, owner);
  assertNoneFails(findings, inputs);
  for (const finding of findings) if (finding.verdict === "doubtful") context.warn(sentence(finding));
}

/**
 * The one check of every creation in a VPC of the program's own, which the same program may have made just now.
 *
 * @throws Problem where the network of Services overlaps the VPC
 */
export async function assertServiceCidrFits(inputs: Values, context: Context): Promise<void> {
  assertNoneFails(await serviceCidrInVpc(inputs, context), inputs);
}

function assertNoneFails(findings: readonly Finding[], { name }: Values): void {
  const failing = findings.filter(({ verdict }) => verdict === "fails");
  if (failing.length === 0) return;
  throw new Problem(
    [`creating cluster ${show(name)} would fail, and no cluster was created:`, ...failing.map(line)].join("\n"),
  );
}

function line(finding: Finding): string {
  return `  - ${sentence(finding)}`;
}

/** A finding in one line: the input, what is wrong, what to do. */
function sentence({ property, text, remedy }: Finding): string {
  return [property === undefined ? text : `${property}: ${text}`, remedy].filter(Boolean).join(": ");
}

/** Findings without repetitions. */
function oneOfEach(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

async function checkCredentials(region: string, context: Context): Promise<readonly Finding[]> {
  const account = await callerAccount(inRegion(region, "checking the credentials", context));
  return finding({ check: "credentials" }, "fine", `the credentials are of account ${account}`);
}

async function checkRoles({ client }: Preflight): Promise<readonly Finding[]> {
  const body = { roles: [...neededRoles, ...usefulRoles].map((name) => ({ name })) };
  const { roles } = await client.call("CheckServiceRole", { body });
  const missing = objectsIn(roles)
    .filter(({ granted }) => granted === false)
    .map(({ name }) => plain(name));
  const about = { check: "roles" } as const;
  if (missing.length === 0) return finding(about, "fine", "the service roles are granted");
  return missing.flatMap((name) => {
    const verdict = neededRoles.includes(name) ? "fails" : "doubtful";
    return finding(about, verdict, `the service role ${name} is missing`, role("it"));
  });
}

/** The quota is the account's; only this region's clusters can be counted. */
async function checkQuota({ client, clusters, region }: Preflight): Promise<readonly Finding[]> {
  const answer = await client.call("DescribeUserQuota");
  const own = isObject(answer.quotas) ? answer.quotas.ask_cluster_quota : undefined;
  const quota = numberOf((isObject(own) ? own.quota : undefined) ?? answer.ask_cluster_quota);
  if (quota === undefined || clusters === undefined)
    return finding({ check: "quota" }, "unknown", "could not check how many clusters the quota still allows");
  const used = clusters.filter(isServerless).length;
  if (used >= quota) {
    return finding(
      { check: "quota" },
      "fails",
      `the quota is used up: ${used} of ${quota} Serverless clusters exist`,
      "request a higher quota in the Quota Center (product csk), or delete a cluster",
    );
  }
  const room = `${used} of ${quota} Serverless clusters exist in ${region}; those in other regions count too`;
  const mayBeFirst = finding(
    { check: "service" },
    "unknown",
    "the region has no Serverless cluster: since 2025-02-17, ACK creates none for an account that never had one, and no API reports whether this account had one",
  );
  return [...finding({ check: "quota" }, "fine", room), ...(used === 0 ? mayBeFirst : [])];
}

function checkName({ inputs: { name }, clusters, region }: Preflight): readonly Finding[] {
  if (name === undefined) return [];
  const about = { check: "name", property: "name" } as const;
  if (clusters === undefined) return finding(about, "unknown", "could not check whether it is taken");
  const taken = clusters.find((cluster) => cluster.name === name);
  if (taken === undefined) return finding(about, "fine", `${show(name)} is free in ${region}`);
  return finding(about, "fails", `${show(name)} is taken by cluster ${plain(taken.cluster_id)}`, "choose another name");
}

async function checkVersion({ inputs, region, client }: Preflight): Promise<readonly Finding[]> {
  const wish = inputs.kubernetesVersion;
  if (wish === undefined) return [];
  const about = { check: "version", property: "kubernetesVersion" } as const;
  const offered = await creatableVersions(inRegion(region, "checking the Kubernetes version", client.context));
  const found = newest(offered, plain(wish));
  if (found !== undefined) return finding(about, "fine", `a new cluster gets ${found}`);
  const text = `ACK does not create clusters with Kubernetes ${unquoted(plain(wish))} in ${region}`;
  return finding(about, "fails", text, `choose one of ${offered.join(", ") || "none"}`);
}
