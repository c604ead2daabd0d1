import { type Operation, operations } from "../../provider/ack/operations";
import { functions } from "../../provider/cluster/functions/functions";
import type { PackageFunction } from "../../provider/cluster/functions/packageFunction";
import { code, pageHeader, table } from "./markdown";

/** A reason to allow something, and the operations that it takes. */
interface Purpose {
  readonly title: string;
  readonly doc: string;
  readonly operations: readonly Operation[];
}

/** Read a cluster before and after each change. */
const look = ["DescribeClusterDetail", "DescribeClusterResources"] as const;
/** Find out whether a cluster is gone, and which account it belongs to. */
const whose = ["GetCallerIdentity", "DescribeClustersForRegion"] as const;
const logs = ["CheckControlPlaneLogEnable", "GetClusterAuditProject"] as const;

/**
 * The operations that a pipeline needs for each purpose. A test runs each purpose against the simulator, which denies
 * every other operation.
 */
export const purposes = {
  "read-only": {
    title: "Refresh and preview",
    doc: "The preview of a cluster makes no call, but [functions](functions.md) in the program do. A refresh, `pulumi up --refresh` and `ServerlessCluster.get` read the cluster. The provider calls CheckControlPlaneLogEnable, GetClusterAuditProject, ListClusterAddonInstances and GetClusterAddonInstance only if the program manages the control plane's logs, the audit log or add-ons.",
    operations: [...look, ...whose, ...logs, "ListClusterAddonInstances", "GetClusterAddonInstance"],
  },
  create: {
    title: "Create",
    doc: "Create a cluster, in a VPC that ACK creates or in an existing one, and wait for it. The provider reads the version list if `kubernetesVersion` is the beginning of a version, and the cluster's tasks after a lost response or a killed run. In a long wait, it reads once how long the creation of the region's newest other cluster took, with DescribeClustersForRegion, DescribeClusterTasks and DescribeTaskInfo; it does without if RAM denies one of them. The outputs `certificateAuthority` and `kubeconfig` come from one DescribeClusterUserKubeconfig, whose credential the provider discards. Remove that action if a pipeline must not be able to get credentials: these outputs then stay empty, and a warning reports it. In an existing VPC, the provider also tries DescribeVpcs, to find a service range that overlaps the VPC; it does without if RAM denies the call.",
    operations: [
      ...look,
      ...whose,
      "DescribeClusterUserKubeconfig",
      "CreateCluster",
      "DescribeTaskInfo",
      "DescribeClusterTasks",
      "TagResources",
      "DescribeKubernetesVersionMetadata",
    ],
  },
  modify: {
    title: "Name, network, EIP, RRSA, protection, maintenance",
    doc: "Every update that ModifyCluster makes in place: name, public endpoint and its EIP, vSwitches, security group, time zone, resource group, certificate names, RRSA, maintenance window, auto-upgrade, deletion protection.",
    operations: [...look, "ModifyCluster", "DescribeTaskInfo", "CancelTask"],
  },
  tags: { title: "Tags", doc: "Add, change and remove tags.", operations: [...look, "TagResources", "UntagResources"] },
  upgrade: {
    title: "Kubernetes upgrades and Pro",
    doc: "ACK's check before the upgrade, the upgrade, and the move from standard to Pro.",
    operations: [
      ...look,
      "DescribeKubernetesVersionMetadata",
      "RunClusterCheck",
      "GetClusterCheck",
      "UpgradeCluster",
      "MigrateCluster",
      "DescribeTaskInfo",
      "CancelTask",
    ],
  },
  addons: {
    title: "Add-ons",
    doc: "Install, upgrade, configure and uninstall add-ons. The provider reads an add-on's configuration schema before it changes the configuration, and the cluster's tasks to follow a new configuration. In a long wait, it reads once how long an earlier task of the cluster took; it does without if RAM denies the call.",
    operations: [
      ...look,
      "ListClusterAddonInstances",
      "GetClusterAddonInstance",
      "DescribeAddon",
      "InstallClusterAddons",
      "UpgradeClusterAddons",
      "ModifyClusterAddon",
      "UnInstallClusterAddons",
      "DescribeClusterTasks",
      "DescribeTaskInfo",
      "CancelTask",
    ],
  },
  logs: {
    title: "Encryption and logs",
    doc: "Change the encryption of Secrets, the audit log and the control plane's logs. For the collection of system events, use [modify](#name-network-eip-rrsa-protection-maintenance).",
    operations: [
      ...look,
      ...logs,
      "UpdateKMSEncryption",
      "UpdateClusterAuditLogConfig",
      "UpdateControlPlaneLog",
      "DescribeTaskInfo",
    ],
  },
  destroy: {
    title: "Destroy",
    doc: "Delete a cluster. The provider calls ModifyCluster only with `forceDestroy`, to disable deletion protection. It calls DescribeClusterResources for `retainAllResources`, and to report which resources remain.",
    operations: [...look, ...whose, "DeleteCluster", "DescribeTaskInfo", "ModifyCluster"],
  },
  doctor: {
    title: "doctor and preflight",
    doc: "Run `ack-serverless doctor`, or set `ack-serverless:preflight`. If RAM denies an operation, its check reports so, and the other checks still run.",
    operations: [
      "GetCallerIdentity",
      "DescribeClustersForRegion",
      "CheckServiceRole",
      "DescribeUserQuota",
      "DescribeKubernetesVersionMetadata",
      "DescribeVpcs",
      "DescribeVSwitches",
      "DescribeSecurityGroups",
      "DescribeZones",
    ],
  },
  watch: {
    title: "watch",
    doc: "Run `ack-serverless watch`. Only DescribeClusterDetail is required. If another operation is denied, the command reports that once and continues without it.",
    operations: ["DescribeClusterDetail", "DescribeClusterTasks", "DescribeTaskInfo", "DescribeClusterEvents"],
  },
  functions: {
    title: "Functions",
    doc: "Call the package's functions, and run `ack-serverless versions`, `kubeconfig` and `import`.",
    operations: [...new Set(Object.values<PackageFunction>(functions).flatMap(({ sources }) => sources))],
  },
} as const satisfies Readonly<Record<string, Purpose>>;

/** The RAM action that allows an operation. */
export function action(operation: Operation): string {
  return `${operations[operation].product}:${operation}`;
}

/** What an operation acts on: the cluster that its path names, and otherwise nothing that a document could name. */
function resource(operation: Operation): string {
  return /\{clusterid\}/i.test(operations[operation].path) ? "acs:cs:*:*:cluster/*" : "*";
}

/** A RAM policy document that allows some operations, each on what it acts on, and nothing else. */
export function policyDocument(allowed: readonly Operation[]): string {
  const known = (Object.keys(operations) as Operation[]).filter((operation) => allowed.includes(operation));
  const statements = ["acs:cs:*:*:cluster/*", "*"].flatMap((Resource) => {
    const actions = known.filter((operation) => resource(operation) === Resource).map(action);
    return actions.length === 0 ? [] : [{ Effect: "Allow", Action: actions.toSorted(), Resource }];
  });
  return `${JSON.stringify({ Version: "1", Statement: statements }, null, 2)}\n`;
}

/** The documents, by the name of their file: everything, and each purpose. */
export function policyDocuments(): Readonly<Record<string, string>> {
  const every = Object.keys(operations) as Operation[];
  return Object.fromEntries(
    Object.entries<Purpose>({ full: { title: "", doc: "", operations: every }, ...purposes }).map(
      ([name, { operations: allowed }]) => [`${name}.json`, policyDocument(allowed)],
    ),
  );
}

/** The page that shows them. */
export function policyPage(): string {
  const documents = policyDocuments();
  const shown = (name: string) => `\`\`\`json\n${documents[`${name}.json`]}\`\`\``;
  const sections = Object.entries<Purpose>(purposes).map(
    ([name, { title, doc }]) => `### ${title}

${doc} \`docs/policies/${name}.json\`:

${shown(name)}
`,
  );
  return `${pageHeader("the list of operations")}# RAM policies

The credentials in use need these permissions. The package contains each document under \`docs/policies/\`; [Credentials and RAM policy](credentials.md) describes how to use them. If RAM denies a call, the error names the RAM action.

${table(
  ["to", "attach"],
  [
    ["do everything", "[full](#everything)"],
    ...Object.entries<Purpose>(purposes).map(([name, { title }]) => [title, `[${name}](#${anchor(title)})`]),
  ],
)}

## Everything

This document allows every operation that the provider can call, and no other. \`docs/policies/full.json\`:

${shown("full")}

## By purpose

Each document is sufficient for its purpose. For several purposes, attach several documents or combine their actions: a pipeline that changes clusters also refreshes them. If the program manages logs or add-ons, every change of the cluster also needs the operations that read them; if RAM denies these operations, the state keeps the recorded values. The provider calls \`CancelTask\` if a change does not finish in time.

${sections.join("\n")}
## Sources and limits

An operation on an existing cluster has the resource ${code("acs:cs:*:*:cluster/*")}. To allow only some clusters, replace the last ${code("*")} by their ids. RAM checks no cluster for the operations that create, list and tag clusters or follow tasks, so they need ${code("*")}. The vendor's reference states these resources, for example for CheckControlPlaneLogEnable and TagResources. If RAM denies an operation that a document allows on clusters, give it the resource ${code("*")}.

The name of an action is ${code("<product>:<operation>")}. The vendor's documentation confirms this for most of these operations; no page was found for some add-on and log operations. The simulator evaluates no policies; the tests instead make it deny every operation that a document omits. ACK uses its own service roles to create the cluster's resources, such as load balancers and NAT gateways.
`;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
