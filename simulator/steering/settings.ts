import { type AdminConfig, readAdminConfig } from "../kubernetes/adminConfig";
import { ADDONS, VERSIONS } from "./catalogue";
import type { Account, SimulatorOptions } from "./options";

/** Every option with its value. */
export interface Settings extends Required<Omit<SimulatorOptions, "kubernetes">> {
  /** The API server that stands behind every cluster. */
  readonly kubernetes: AdminConfig | undefined;
}

/** The key that every simulator knows. */
export const DEFAULT_ACCOUNT: Account = {
  accessKeyId: "simulated-access-key",
  accessKeySecret: "simulated-access-secret",
  accountId: "1000000000000001",
};

const DEFAULTS: Settings = {
  port: 0,
  progression: "immediate",
  startAt: 0,
  accounts: [],
  regionHosts: false,
  control: false,
  statusPage: false,
  checkRequestTime: true,
  deprecationMode: "legacy",
  clientToken: "ignored",
  nameScope: "account",
  clusterQuota: 20,
  rateLimits: {},
  vswitchLimit: 3,
  defaultPublicAccess: true,
  defaultSnatEntry: false,
  acceptedStatus: 202,
  stageLengths: (_, lengthMs, stages) => Array<number>(stages).fill(lengthMs / stages),
  taskFailWord: "fail",
  failedUpgradeState: "running",
  dependencyStops: "task",
  windowChange: "merge",
  migrationBody: "spec",
  addonModification: {},
  kmsBeginsAfterMs: 0,
  tellsAddonConfig: true,
  missingRoles: [],
  standardSpecReadsEmpty: false,
  initialMasterUrl: "",
  listLagMs: 0,
  detailLagMs: 0,
  versions: VERSIONS,
  addons: ADDONS,
  kubernetes: undefined,
};

/**
 * Completes options with their defaults.
 *
 * @throws Error when `kubernetes` names no kubeconfig that an administrator can log in with.
 */
export function settingsOf({ kubernetes, ...options }: SimulatorOptions): Settings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const admin = kubernetes === undefined ? undefined : readAdminConfig(kubernetes);
  return { ...DEFAULTS, startAt: Date.now(), ...given, kubernetes: admin };
}
