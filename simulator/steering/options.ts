/** How time passes: at once, by `advance()`, or in real time, so that creating a cluster takes `seconds`. */
export type Progression = "immediate" | "manual" | { seconds: number };

/** An access key that the simulator knows. Several keys may belong to one `accountId`. */
export interface Account {
  accessKeyId: string;
  accessKeySecret: string;
  accountId: string;
  /** Present on a temporary key: requests must carry exactly this token. */
  securityToken?: string;
}

/** A Kubernetes version of the catalogue. */
export interface CatalogueVersion {
  version: string;
  /** Whether new clusters may have it. */
  creatable: boolean;
  /** `YYYY-MM-DD`. */
  releaseDate?: string;
  /** `YYYY-MM-DD`. */
  expirationDate?: string;
}

/** An add-on of the catalogue. */
export interface CatalogueAddon {
  name: string;
  category: string;
  /** Oldest first; the last one is installed when a request names no version. */
  versions: readonly string[];
  /** Versions that are no longer offered, although clusters may have them: DescribeAddon answers AddonNotFound. */
  withdrawn?: readonly string[];
  /** Part of every cluster, and never uninstalled. */
  required?: boolean;
  /** Part of a new cluster unless the request says `disabled: true`. */
  default?: boolean;
  /** The JSON schema of its configuration, as text. Default `{}`. */
  configSchema?: string;
}

/** Calls per second and account, of operations that read and of those that write. Default: no limit. */
export interface RateLimits {
  readsPerSecond?: number;
  writesPerSecond?: number;
}

/** How ModifyClusterAddon works; the vendor's pages say only that its answer has no body. */
export interface AddonModification {
  /** Nominal milliseconds until the new configuration is there. Default one minute. */
  lengthMs?: number;
  /** Nominal milliseconds until the add-on's state is `updating`. Default 0. */
  updatingAfterMs?: number;
  /** Nominal milliseconds until DescribeClusterTasks lists the task; `Infinity` means never. Default 0. */
  taskListedAfterMs?: number;
  /** Whether the answer of ModifyClusterAddon names the task. Default false. */
  namesTask?: boolean;
}

/**
 * How CreateCluster treats `client_token`; the vendor's SDK only names it. `honoured`: a token of an earlier request
 * gets that request's answer. `compared`: the same, but other parameters with that token are refused. `ignored`: the
 * token has no effect. `unknown`: the token is refused like every unknown parameter.
 */
export type ClientToken = "honoured" | "compared" | "ignored" | "unknown";

/** The options of a simulator. */
export interface SimulatorOptions {
  /** 0 (default) takes a free port. */
  port?: number;
  progression?: Progression;
  /** The simulated time at the start, for `manual`; milliseconds since 1970. Default: now. */
  startAt?: number;
  /** More keys; the default one stays `accounts[0]`. */
  accounts?: readonly Account[];
  /** Opens one loopback port for each region, which sees only that region. `true` means the common regions. */
  regionHosts?: boolean | readonly string[];
  /**
   * Opens JSON control under `/_control` on the main port, without any key: every program on this machine can then
   * change and end clusters. Default false.
   */
  control?: boolean;
  /**
   * Serves a page for a browser at `/` of the main port that shows clusters, tasks, requests and faults as they are, and
   * no secret. It needs no key: every program on this machine can read it. Default false.
   */
  statusPage?: boolean;
  /** Whether a request's date must be within 15 minutes of real time. Default true. */
  checkRequestTime?: boolean;
  /** Whether deprecated names (2026 notice) are accepted, ignored or refused. Default `legacy`: accepted. */
  deprecationMode?: "legacy" | "ignore" | "strict";
  /** How CreateCluster treats `client_token`. Default `ignored`. */
  clientToken?: ClientToken;
  /** Where a cluster name must be unique. Default `account`. */
  nameScope?: "account" | "region";
  /** Serverless clusters for one account. Default 20. */
  clusterQuota?: number;
  /** The API answers "throttled" above these rates. Calls of STS do not count. Default no limits. */
  rateLimits?: RateLimits;
  /** vSwitches for one cluster. Default 3. */
  vswitchLimit?: number;
  /** The value of `endpoint_public_access` when a request leaves it out. Default true. */
  defaultPublicAccess?: boolean;
  /** The value of `snat_entry` when a request leaves it out. Default false. */
  defaultSnatEntry?: boolean;
  /** Status of an accepted asynchronous operation. Default 202. */
  acceptedStatus?: 200 | 202;
  /**
   * The length of each stage of a task, in nominal milliseconds, from the task's type, its length and the number of its
   * stages. Default: equal parts.
   */
  stageLengths?: (type: string, lengthMs: number, stages: number) => readonly number[];
  /** How a failed task spells its state. Default `fail`. */
  taskFailWord?: "fail" | "failed";
  /**
   * The state of a cluster whose upgrade failed: `running`, or `upgrading` until CancelTask is called for the failed
   * task. The vendor documents neither. Default `running`.
   */
  failedUpgradeState?: "running" | "upgrading";
  /**
   * Where a foreign dependency stops a deletion: in its task, or in DeleteCluster, which then answers
   * DependencyViolation.Resource. Default `task`.
   */
  dependencyStops?: "task" | "request";
  /** What MigrateCluster takes: `type` and `spec`, `cluster_spec`, or a bucket as for dedicated clusters. Default `spec`. */
  migrationBody?: "spec" | "clusterSpec" | "bucket";
  /** Whether ModifyCluster changes the given fields of a maintenance window, or replaces the window. Default `merge`. */
  windowChange?: "merge" | "replace";
  /** When the task and the state of a modified add-on become visible. */
  addonModification?: AddonModification;
  /** Nominal milliseconds for which a cluster stays `running` after UpdateKMSEncryption, before it is `updating`. Default 0. */
  kmsBeginsAfterMs?: number;
  /** Whether GetClusterAddonInstance returns the add-on's configuration. Default true. */
  tellsAddonConfig?: boolean;
  /** Names of RAM roles that CheckServiceRole reports as missing. Default none. */
  missingRoles?: readonly string[];
  /** Whether `cluster_spec` of a standard cluster is read back as an empty string. Default false. */
  standardSpecReadsEmpty?: boolean;
  /** What `master_url` holds while a cluster is being created. Default `""`. */
  initialMasterUrl?: "" | "{}";
  /** Simulated milliseconds until lists show a change. Default 0. */
  listLagMs?: number;
  /** Simulated milliseconds until a new cluster is found by its id. Default 0. */
  detailLagMs?: number;
  /** The Kubernetes versions of the catalogue, in place of the built-in ones. */
  versions?: readonly CatalogueVersion[];
  /** The add-ons of the catalogue, in place of the built-in ones. */
  addons?: readonly CatalogueAddon[];
  /**
   * The path of an administrator's kubeconfig. Its API server stands behind every cluster: clusters have its address and
   * its authority, and their kubeconfigs log in to it. All clusters share its objects, and deleting one leaves them.
   */
  kubernetes?: string;
}
