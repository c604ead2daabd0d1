import { NoCredentials } from "../ack/credentials";
import { AckError } from "../ack/errors";
import { type Operation, operations } from "../ack/operations";
import type { Values } from "../table/check";
import { isObject, plain, show } from "../table/shapes";
import type { Context } from "./context";
import { callerAccount, isServerless, list } from "./look";
import { isBeingMadeBy, type Ownership, ownershipTag } from "./ownership";
import { checkNetwork } from "./preflightNetwork";
import { Problem } from "./problem";
import { versions } from "./upgrade";
import { newest } from "./version";

/** What one check found. */
export interface Finding {
  readonly check:
    | "credentials"
    | "service"
    | "roles"
    | "quota"
    | "name"
    | "version"
    | "zone"
    | "network"
    | "serviceCidr";
  /**
   * `fails`: the creation would fail. `doubtful`: it may fail, or the cluster may lack something. `unknown`: this could
   * not be checked. `fine`: nothing stands against it.
   */
  readonly verdict: "fails" | "doubtful" | "unknown" | "fine";
  /** The input that it is about. */
  readonly property?: string;
  readonly text: string;
  /** What to do. */
  readonly remedy?: string;
}

/** What is known before the checks begin, and what each of them may use. */
export interface Preflight {
  readonly inputs: Values;
  readonly region: string;
  readonly context: Context;
  /** The region's clusters; `undefined` where they could not be listed. */
  readonly clusters: readonly Values[] | undefined;
  /** Makes one call for a check. */
  call(
    operation: Operation,
    request: { readonly query?: Record<string, string>; readonly body?: unknown },
  ): Promise<unknown>;
}

const console = "https://cs.console.aliyun.com";

/** Without these, ACK refuses to create a cluster. Source: its codes EntityNotExist.Role and ErrManagedKuberneteRoleNotAttach. */
const neededRoles = ["AliyunCSDefaultRole", "AliyunCSManagedKubernetesRole"];
/** What parts of a Serverless cluster act as. Source: ACK's page on service roles. */
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
 * Looks, before a cluster is created, for all that would make the creation fail. Nothing is changed. All of it races
 * with other actors: CreateCluster stays the judge.
 *
 * @param inputs  what the program says: `regionId`, and as much of the rest as is known
 * @param owner   a cluster that this resource is making already ends the checks: nothing will be created
 * @returns every finding, in a fixed order
 */
export async function preflight(inputs: Values, context: Context, owner?: Ownership): Promise<readonly Finding[]> {
  const region = plain(inputs.regionId);
  const identity = await guarded("credentials", () => checkCredentials(region, context));
  if (identity.some(({ verdict }) => verdict === "fails")) return identity;
  let clusters: readonly Values[] | undefined;
  const listed = await guarded("service", async () => {
    clusters = await list({}, region, context, `listing the clusters of ${region}`);
    return [{ check: "service", verdict: "fine", text: `Container Service answers in ${region}` }];
  });
  if (owner && clusters?.some((cluster) => isBeingMadeBy(owner, ownershipTag(cluster.tags)))) return [];
  const call: Preflight["call"] = (operation, request) =>
    context.ack(region).call(operation, { ...request, attempt: "checking before the creation" }, context.signal);
  const known: Preflight = { inputs, region, context, clusters, call };
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
  const failing = findings.filter(({ verdict }) => verdict === "fails");
  if (failing.length > 0) {
    throw new Problem(
      [`creating cluster ${show(inputs.name)} would fail, and nothing was made:`, ...failing.map(line)].join("\n"),
    );
  }
  for (const finding of findings) if (finding.verdict === "doubtful") context.warn(sentence(finding));
}

function line(finding: Finding): string {
  return `  - ${sentence(finding)}`;
}

/** A finding in one line: the input, what is wrong, what to do. */
export function sentence({ property, text, remedy }: Finding): string {
  return [property === undefined ? text : `${property}: ${text}`, remedy].filter(Boolean).join(": ");
}

/** A check that is refused or fails tells nothing about the creation, but that it could not be made. */
export async function guarded(
  check: Finding["check"],
  run: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NoCredentials) return [{ check, verdict: "fails", text: error.message }];
    if (!(error instanceof AckError)) throw error;
    return [unfinished(check, error)];
  }
}

function unfinished(check: Finding["check"], error: AckError): Finding {
  if (error.is("ErrorNotEnabled")) {
    const text = "Container Service for Kubernetes is not activated for this account";
    return { check: "service", verdict: "fails", text, remedy: `activate it at ${console}` };
  }
  const { product } = operations[error.operation];
  const isDenied = error.status === 403 || /^(StatusForbidden|Forbidden\b|NoPermission)/.test(error.code ?? "");
  if (isDenied) {
    const action = `${product}:${error.operation}`;
    return { check, verdict: "unknown", text: `could not check: RAM denies ${action}`, remedy: `allow ${action}` };
  }
  const isKey = /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|InvalidTimeStamp)/;
  if (isKey.test(error.code ?? "")) return { check: "credentials", verdict: "fails", text: error.message };
  return { check, verdict: "unknown", text: `could not check: ${error.operation}: ${error.text}` };
}

/** The same thing said by several checks is said once. */
function oneOfEach(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

async function checkCredentials(region: string, context: Context): Promise<readonly Finding[]> {
  const account = await callerAccount(region, context, "checking the credentials");
  return [{ check: "credentials", verdict: "fine", text: `the credentials are of account ${account}` }];
}

async function checkRoles({ call }: Preflight): Promise<readonly Finding[]> {
  const body = { roles: [...neededRoles, ...usefulRoles].map((name) => ({ name })) };
  const { roles } = (await call("CheckServiceRole", { body })) as Values;
  const missing = (Array.isArray(roles) ? roles.filter(isObject) : [])
    .filter(({ granted }) => granted === false)
    .map(({ name }) => plain(name));
  const remedy = `grant it to Alibaba Cloud services: ${console} offers it on first use, or create it in RAM`;
  if (missing.length === 0) return [{ check: "roles", verdict: "fine", text: "the service roles are granted" }];
  return missing.map((name) => ({
    check: "roles",
    verdict: neededRoles.includes(name) ? "fails" : "doubtful",
    text: `the service role ${name} is missing`,
    remedy,
  }));
}

/** The quota is the account's; only this region's clusters can be counted. */
async function checkQuota({ call, clusters, region }: Preflight): Promise<readonly Finding[]> {
  const answer = (await call("DescribeUserQuota", {})) as Values;
  const own = isObject(answer.quotas) ? answer.quotas.ask_cluster_quota : undefined;
  const quota = Number((isObject(own) ? own.quota : undefined) ?? answer.ask_cluster_quota);
  if (!Number.isFinite(quota) || clusters === undefined)
    return [{ check: "quota", verdict: "unknown", text: "could not check how many clusters are left in the quota" }];
  const used = clusters.filter(isServerless).length;
  if (used >= quota) {
    const text = `${used} Serverless clusters of ${quota} are used up`;
    return [
      {
        check: "quota",
        verdict: "fails",
        text,
        remedy: "ask for more in the Quota Center (product csk), or delete one",
      },
    ];
  }
  const quotaText = `${used} Serverless clusters of ${quota} are used in ${region}; other regions count, too`;
  const findings: Finding[] = [{ check: "quota", verdict: "fine", text: quotaText }];
  if (used === 0) {
    const text =
      "there is no Serverless cluster in the region: since 2025-02-17 ACK makes none for an account that never had one, and whether this one had cannot be told";
    findings.push({ check: "service", verdict: "unknown", text });
  }
  return findings;
}

function checkName({ inputs: { name }, clusters, region }: Preflight): readonly Finding[] {
  if (name === undefined) return [];
  if (clusters === undefined)
    return [{ check: "name", verdict: "unknown", property: "name", text: "could not check whether it is taken" }];
  const taken = clusters.find((cluster) => cluster.name === name);
  if (taken === undefined)
    return [{ check: "name", verdict: "fine", property: "name", text: `${show(name)} is free in ${region}` }];
  const text = `${show(name)} is taken by cluster ${plain(taken.cluster_id)}`;
  return [{ check: "name", verdict: "fails", property: "name", text, remedy: "choose another one" }];
}

async function checkVersion({ inputs, region, context }: Preflight): Promise<readonly Finding[]> {
  const wish = inputs.kubernetesVersion;
  if (wish === undefined) return [];
  const property = "kubernetesVersion";
  const offered = (await versions(region, { Mode: "creatable" }, "checking the Kubernetes version", context))
    .filter(({ creatable }) => creatable)
    .map(({ version }) => version);
  const found = newest(offered, plain(wish));
  if (found !== undefined)
    return [{ check: "version", verdict: "fine", property, text: `a new cluster gets ${found}` }];
  const text = `ACK creates no cluster with Kubernetes ${plain(wish)} in ${region}`;
  return [
    { check: "version", verdict: "fails", property, text, remedy: `choose one of ${offered.join(", ") || "none"}` },
  ];
}
