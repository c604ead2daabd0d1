import { type Operation, operations } from "../../provider/ack/operations";
import { code, pageHeader, table } from "./markdown";

/** A reason to allow something, and the operations that it takes. */
interface Purpose {
  readonly title: string;
  readonly doc: string;
  readonly operations: readonly Operation[];
}

/** What a cluster is, before and after each change of it. */
const look = ["DescribeClusterDetail", "DescribeClusterResources"] as const;
/** Whether a cluster is gone, and whose it was. */
const whose = ["GetCallerIdentity", "DescribeClustersForRegion"] as const;
const logs = ["CheckControlPlaneLogEnable", "GetClusterAuditProject"] as const;

/**
 * What a pipeline needs for each thing that it does. A test runs each of them against the simulator, with everything
 * else denied.
 */
export const purposes = {
  "read-only": {
    title: "Refresh and preview",
    doc: "A preview of clusters makes no call; [functions](functions.md) in the program do. A refresh, `pulumi up --refresh` and `ServerlessCluster.get` read. The last four are asked only for a cluster whose program manages the control plane's log, the audit log or add-ons.",
    operations: [...look, ...whose, ...logs, "ListClusterAddonInstances", "GetClusterAddonInstance"],
  },
  create: {
    title: "Create",
    doc: "A creation with its waits, of a cluster in a VPC of its own or of yours. The version list is read where `kubernetesVersion` is the beginning of a version, the cluster's tasks after a lost answer or a killed run. The outputs `certificateAuthority` and `kubeconfig` come from one DescribeClusterUserKubeconfig, whose credential is dropped. Take that action out where pipelines must not get credentials: these outputs then stay empty, and a warning says so.",
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
    doc: "All that ModifyCluster carries, of a cluster that stays: the name, the public endpoint and its EIP, vSwitches, security group, time zone, resource group, certificate names, RRSA, maintenance window, auto-upgrade, deletion protection.",
    operations: [...look, "ModifyCluster", "DescribeTaskInfo", "CancelTask"],
  },
  tags: { title: "Tags", doc: "By key.", operations: [...look, "TagResources", "UntagResources"] },
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
    doc: "Install, upgrade, configure, uninstall, and read an add-on's configuration schema before it is changed.",
    operations: [
      ...look,
      "ListClusterAddonInstances",
      "GetClusterAddonInstance",
      "DescribeAddon",
      "InstallClusterAddons",
      "UpgradeClusterAddons",
      "ModifyClusterAddon",
      "UnInstallClusterAddons",
      "DescribeTaskInfo",
      "CancelTask",
    ],
  },
  logs: {
    title: "Encryption and logs",
    doc: "Encryption of Secrets, the audit log and the control plane's logs. System events go with ModifyCluster.",
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
    doc: "ModifyCluster is called only with `forceDestroy`, to switch deletion protection off; DescribeClusterResources, with `retainAllResources` and to tell what stays.",
    operations: [...look, ...whose, "DeleteCluster", "DescribeTaskInfo", "ModifyCluster"],
  },
  doctor: {
    title: "doctor and preflight",
    doc: "What `ack-serverless doctor` and the setting `ack-serverless:preflight` ask. What is denied is passed over.",
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
    doc: "What `ack-serverless watch` asks. Only the first is needed; what is denied of the others is told once and left out.",
    operations: ["DescribeClusterDetail", "DescribeClusterTasks", "DescribeTaskInfo", "DescribeClusterEvents"],
  },
  functions: {
    title: "Functions",
    doc: "The functions of the package and `ack-serverless versions`, `kubeconfig` and `import`.",
    operations: [
      ...look,
      ...logs,
      "DescribeClustersForRegion",
      "DescribeClusterUserKubeconfig",
      "DescribeKubernetesVersionMetadata",
      "ListAddons",
      "DescribeAddon",
      "ListClusterAddonInstances",
    ],
  },
} as const satisfies Readonly<Record<string, Purpose>>;

/** The RAM action that an operation is allowed by. */
export function action(operation: Operation): string {
  return `${operations[operation].product}:${operation}`;
}

/** What an operation acts on: one cluster where its path names one, and otherwise nothing that a document could name. */
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

What the credentials in use must be allowed. Each document stands in the package, too, under \`docs/policies/\`; [Credentials and RAM policy](credentials.md) says how to use them. A call that RAM denies is told with its action's name.

${table(
  ["to", "allow"],
  [
    ["do everything", "[full](#everything)"],
    ...Object.entries<Purpose>(purposes).map(([name, { title }]) => [title, `[${name}](#${anchor(title)})`]),
  ],
)}

## Everything

Each operation that this provider can call, and no other. \`docs/policies/full.json\`:

${shown("full")}

## By purpose

Each is enough for its purpose alone. For several, attach several, or put their actions together: a pipeline that changes clusters also refreshes them. The operations that logs and add-ons are read by are needed with every change of a cluster whose program manages these; where RAM denies them, what is recorded stays. \`CancelTask\` is called where a change does not end in time.

${sections.join("\n")}
## What this rests on

A document names clusters (${code("acs:cs:*:*:cluster/*")}) where an operation acts on one that exists. To allow some clusters only, write their ids in place of the last ${code("*")}. Creating, listing, tagging and following tasks name no cluster that RAM could check, so they need ${code("*")}.

An action's name is ${code("<product>:<operation>")}. The vendor's pages say so for most of these operations; for some add-on and log operations no page was found. The simulator evaluates no policies: the tests let it refuse every operation that a document leaves out. What ACK creates with a cluster, such as load balancers and NAT gateways, it creates with its own service roles.
`;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
