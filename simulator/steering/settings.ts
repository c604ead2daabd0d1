import { ADDONS, VERSIONS } from "./catalogue";
import type { Account, SimulatorOptions } from "./options";

/** Every option with its value. */
export type Settings = Required<SimulatorOptions>;

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
  taskFailWord: "fail",
  failedUpgradeState: "running",
  dependencyStops: "task",
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
};

/** Completes options with their defaults. */
export function settingsOf(options: SimulatorOptions): Settings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...DEFAULTS, startAt: Date.now(), ...given };
}
