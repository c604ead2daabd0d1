import { isDeepStrictEqual } from "node:util";
import { RRule } from "rrule";
import { equalAsSets } from "../../table/equal";
import { flag, listOf, oneOf, record, type Shape, text, wholeNumber } from "../../table/shapes";
import { isObject, plain } from "../../table/values";

type Body = Readonly<Record<string, unknown>>;

/** Equal where the cluster has all that is wanted: a field that the program leaves out is not managed. */
function covering<T extends object>(
  shape: Shape<T>,
  sameField: (name: string, actual: unknown, wanted: unknown, all: Body) => boolean,
): Shape<T> {
  return {
    ...shape,
    same: (actual, wanted) =>
      Object.entries(wanted).every(
        ([name, value]) => value === undefined || sameField(name, (actual as Body)[name], value, actual as Body),
      ),
  };
}

const logProject = text("the name of a log project", /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export interface MaintenanceWindow {
  readonly enable?: boolean;
  readonly maintenanceTime?: string;
  readonly duration?: string;
  readonly weeklyPeriod?: readonly string[];
  readonly recurrence?: string;
}

/** Source: CreateCluster `maintenance_window`; times in either spelling are seen in the wild. */
export const maintenanceWindow: Shape<MaintenanceWindow> = covering(
  record<MaintenanceWindow>("MaintenanceWindow", {
    enable: { shape: flag, doc: "Whether ACK maintains the cluster in the window. Default: `true`." },
    maintenanceTime: {
      shape: text(
        'a time such as "03:00:00Z" or "2026-10-15T03:00:00.000+08:00"',
        (value) => timeOfDay(value) !== undefined,
      ),
      doc: "When the window opens: `HH:MM:SSZ`, or an RFC 3339 time.",
    },
    duration: {
      shape: text('a whole number of hours from "1h" to "24h"', /^([1-9]|1\d|2[0-4])h$/),
      doc: "How long the window is open, `1h` to `24h`. Default: `3h`.",
    },
    weeklyPeriod: {
      shape: listOf(
        oneOf(...days),
        [{ expects: "a list with at least one day", accepts: ({ length }) => length > 0 }],
        "unordered",
      ),
      doc: "The days of the week on which the window opens. Default: Thursday.",
    },
    recurrence: {
      shape: text(
        'a weekly RFC 5545 rule without COUNT and UNTIL, such as "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"',
        (value) => weeklyRule(value) !== undefined,
      ),
      doc: "A weekly RFC 5545 rule, for windows that open less often.",
    },
  }),
  (name, actual, wanted) => {
    if (name === "maintenanceTime") return timeOfDay(actual) === timeOfDay(wanted);
    if (name === "weeklyPeriod") return equalAsSets((actual ?? []) as string[], wanted as string[]);
    if (name === "recurrence") return isDeepStrictEqual(weeklyRule(actual), weeklyRule(wanted));
    return isDeepStrictEqual(actual, wanted);
  },
);

export const maintenanceWindowPlace = {
  wire: "maintenance_window",
  encode: ({ enable = true, maintenanceTime, duration, weeklyPeriod, recurrence }: MaintenanceWindow) => ({
    enable,
    ...(maintenanceTime !== undefined && { maintenance_time: maintenanceTime }),
    ...(duration !== undefined && { duration }),
    ...(weeklyPeriod !== undefined && { weekly_period: weeklyPeriod.join(",") }),
    ...(recurrence !== undefined && { recurrence }),
  }),
  decode: (wire: unknown): MaintenanceWindow | undefined =>
    isObject(wire)
      ? {
          ...(typeof wire.enable === "boolean" && { enable: wire.enable }),
          ...(isText(wire.maintenance_time) && { maintenanceTime: wire.maintenance_time }),
          ...(isText(wire.duration) && { duration: wire.duration }),
          ...(isText(wire.weekly_period) && { weeklyPeriod: wire.weekly_period.split(",").map((day) => day.trim()) }),
          ...(isText(wire.recurrence) && { recurrence: wire.recurrence }),
        }
      : undefined,
};

/** Seconds after midnight, UTC; `undefined` for what is no time. */
function timeOfDay(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const date = new Date(/^\d{2}:\d{2}:\d{2}Z$/.test(value) ? `1970-01-01T${value}` : value);
  const isTime = /^\d{2}:\d{2}:\d{2}Z$/.test(value) || /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(value);
  return isTime && !Number.isNaN(date.getTime()) ? Math.floor(date.getTime() / 1000) % 86_400 : undefined;
}

function weeklyRule(value: unknown): object | undefined {
  if (typeof value !== "string") return undefined;
  try {
    const { freq, interval = 1, byweekday, count, until } = RRule.parseString(value);
    if (freq !== RRule.WEEKLY || count || until) return undefined;
    return { interval, days: [byweekday ?? []].flat().map(plain).sort() };
  } catch {
    return undefined;
  }
}

export interface AutoUpgrade {
  readonly enabled?: boolean;
  readonly channel?: "patch" | "stable" | "rapid";
}

/** Source: CreateCluster `operation_policy.cluster_auto_upgrade`. */
export const autoUpgrade: Shape<AutoUpgrade> = covering(
  record<AutoUpgrade>("AutoUpgrade", {
    enabled: { shape: flag, doc: "Whether ACK upgrades the cluster by itself, in its maintenance window." },
    channel: {
      shape: oneOf("patch", "stable", "rapid"),
      doc: "How far: `patch` versions only, the `stable` minor version, or the newest (`rapid`).",
    },
  }),
  (_, actual, wanted) => actual === wanted,
);

export const autoUpgradePlace = {
  wire: "operation_policy",
  encode: (policy: AutoUpgrade) => ({ cluster_auto_upgrade: policy }),
  decode: (wire: unknown): AutoUpgrade | undefined => {
    const policy = isObject(wire) ? wire.cluster_auto_upgrade : undefined;
    return isObject(policy)
      ? (withoutEmpty({ enabled: policy.enabled, channel: policy.channel }) as AutoUpgrade)
      : undefined;
  },
};

export interface SecretEncryption {
  readonly enabled?: boolean;
  readonly kmsKeyId?: string;
}

/** Source: CreateCluster `encryption_provider_key`, UpdateKMSEncryption; read back from `meta_data`. */
export const secretEncryption: Shape<SecretEncryption> = covering(
  record<SecretEncryption>("SecretEncryption", {
    enabled: { shape: flag, doc: "Whether Secrets are encrypted at rest. Default: `true`." },
    kmsKeyId: { shape: text("a KMS key id", /^[\w-]+$/), doc: "The KMS key to encrypt with." },
  }),
  // A key without a word on it is used.
  (name, actual, wanted, { kmsKeyId }) =>
    name === "enabled" ? (actual ?? kmsKeyId !== undefined) === wanted : actual === wanted,
);

export const encryptionAtCreate = {
  wires: ["encryption_provider_key"],
  write: ({ enabled = true, kmsKeyId }: SecretEncryption): Body =>
    enabled && kmsKeyId !== undefined ? { encryption_provider_key: kmsKeyId } : {},
};

export const encryptionAtUpdate = {
  wires: ["disable_encryption", "kms_key_id"],
  write: ({ enabled = true, kmsKeyId }: SecretEncryption): Body => ({
    disable_encryption: !enabled,
    ...(enabled && kmsKeyId !== undefined && { kms_key_id: kmsKeyId }),
  }),
};

export const encryptionInDetail = {
  wires: ["meta_data"],
  read: ({ meta_data }: Body): SecretEncryption | undefined => {
    const capabilities = parsed(meta_data)?.Capabilities;
    if (!isObject(capabilities)) return undefined;
    const isOff = plain(capabilities.DisableEncryption).toLowerCase();
    const key = capabilities.EncryptionKMSKeyId;
    if (isOff === "true") return { enabled: false };
    return isText(key) ? { enabled: true, kmsKeyId: key } : undefined;
  },
};

export interface AuditLog {
  readonly enabled: boolean;
  readonly slsProjectName?: string;
}

/** Source: CreateCluster `audit_log_config`, UpdateClusterAuditLogConfig, GetClusterAuditProject. */
export const auditLog: Shape<AuditLog> = covering(
  record<AuditLog>("AuditLog", {
    enabled: { shape: flag, doc: "Whether the API server's audit log is collected.", required: true },
    slsProjectName: { shape: logProject, doc: "The log project to collect into. Default: `k8s-log-<cluster id>`." },
  }),
  (_, actual, wanted) => actual === wanted,
);

export const auditLogAtCreate = {
  wire: "audit_log_config",
  encode: ({ enabled, slsProjectName }: AuditLog) => ({
    enabled,
    ...(slsProjectName !== undefined && { sls_project_name: slsProjectName }),
  }),
};

export const auditLogAtUpdate = {
  wires: ["disable", "sls_project_name"],
  write: ({ enabled, slsProjectName }: AuditLog): Body => ({
    disable: !enabled,
    ...(slsProjectName !== undefined && { sls_project_name: slsProjectName }),
  }),
};

export const auditLogReported = {
  wires: ["audit_enabled", "sls_project_name"],
  read: ({ audit_enabled, sls_project_name }: Body): AuditLog | undefined =>
    typeof audit_enabled === "boolean"
      ? { enabled: audit_enabled, ...(isText(sls_project_name) && { slsProjectName: sls_project_name }) }
      : undefined,
};

export interface ControlPlaneLog {
  readonly components: readonly string[];
  readonly project?: string;
  readonly ttlDays?: number;
}

/** Source: CreateCluster `controlplane_log_*`, UpdateControlPlaneLog, CheckControlPlaneLogEnable. */
export const controlPlaneLog: Shape<ControlPlaneLog> = covering(
  record<ControlPlaneLog>("ControlPlaneLog", {
    components: {
      shape: listOf(text('a component such as "apiserver"', /^[a-z][a-z-]*$/), [], "unordered"),
      doc: "The components whose logs are collected, such as `apiserver`, `kcm`, `scheduler`, `ccm`. An empty list collects none.",
      required: true,
    },
    project: { shape: logProject, doc: "The log project to collect into. Default: `k8s-log-<cluster id>`." },
    ttlDays: { shape: wholeNumber(1, 3000), doc: "Days that the logs are kept, 1 to 3000. Default: 30." },
  }),
  (name, actual, wanted) =>
    name === "components" ? equalAsSets((actual ?? []) as string[], wanted as string[]) : actual === wanted,
);

function controlPlaneLogWire(components: string, project: string, ttl: string) {
  return {
    wires: [components, project, ttl],
    write: (log: ControlPlaneLog): Body => ({
      [components]: log.components,
      ...(log.project !== undefined && { [project]: log.project }),
      ...(log.ttlDays !== undefined && { [ttl]: plain(log.ttlDays) }),
    }),
    read: (body: Body): ControlPlaneLog | undefined =>
      Array.isArray(body[components])
        ? {
            components: (body[components] as unknown[]).map(plain),
            ...(isText(body[project]) && { project: body[project] as string }),
            ...(Number(body[ttl]) > 0 && { ttlDays: Number(body[ttl]) }),
          }
        : undefined,
  };
}

const { read: _none, ...atCreate } = controlPlaneLogWire(
  "controlplane_log_components",
  "controlplane_log_project",
  "controlplane_log_ttl",
);
export const controlPlaneLogAtCreate = atCreate;
export const controlPlaneLogPlace = controlPlaneLogWire("components", "log_project", "log_ttl");

export interface SystemEventsLogging {
  readonly enabled: boolean;
  readonly loggingProject?: string;
}

/** Source: ModifyCluster `system_events_logging`; no operation reports it. */
export const systemEventsLogging: Shape<SystemEventsLogging> = record<SystemEventsLogging>("SystemEventsLogging", {
  enabled: { shape: flag, doc: "Whether system events are collected.", required: true },
  loggingProject: { shape: logProject, doc: "The log project to collect into." },
});

export const systemEventsLoggingPlace = {
  wire: "system_events_logging",
  encode: ({ enabled, loggingProject }: SystemEventsLogging) => ({
    enabled,
    ...(loggingProject !== undefined && { logging_project: loggingProject }),
  }),
};

/** One fact of `rrsa_config`, for what pods and RAM need to trust each other. */
export function rrsaFact(wireName: string) {
  return {
    wire: "rrsa_config",
    decode: (wire: unknown): string | undefined =>
      isObject(wire) && isText(wire[wireName]) ? (wire[wireName] as string) : undefined,
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function parsed(value: unknown): Body | undefined {
  try {
    const result: unknown = JSON.parse(plain(value));
    return isObject(result) ? result : undefined;
  } catch {
    return undefined;
  }
}

function withoutEmpty(values: Body): Body {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  );
}
