import type { Values } from "../../../table/check";
import { equalAsSets } from "../../../table/equal";
import { flag, listOf, record, type Shape, text, wholeNumber } from "../../../table/shapes";
import { isText, plain } from "../../../table/values";
import { covering } from "./covering";

const logProject = text("the name of a log project", /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);

export interface AuditLog {
  readonly enabled: boolean;
  readonly slsProjectName?: string;
}

/** Source: CreateCluster `audit_log_config`, UpdateClusterAuditLogConfig, GetClusterAuditProject. */
export const auditLog: Shape<AuditLog> = covering(
  record<AuditLog>("AuditLog", {
    enabled: { shape: flag, doc: "Whether the API server's audit log is collected.", required: true },
    slsProjectName: { shape: logProject, doc: "The name of the SLS log project. Default: `k8s-log-<cluster id>`." },
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
  write: ({ enabled, slsProjectName }: AuditLog): Values => ({
    disable: !enabled,
    ...(slsProjectName !== undefined && { sls_project_name: slsProjectName }),
  }),
};

export const auditLogReported = {
  wires: ["audit_enabled", "sls_project_name"],
  read: ({ audit_enabled, sls_project_name }: Values): AuditLog | undefined =>
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
      doc: "The components whose logs are collected, such as `apiserver`, `kcm`, `scheduler` and `ccm`. An empty list switches the collection off.",
      required: true,
    },
    project: { shape: logProject, doc: "The name of the SLS log project. Default: `k8s-log-<cluster id>`." },
    ttlDays: { shape: wholeNumber(1, 3000), doc: "The retention of the logs in days, 1 to 3000. Default: `30`." },
  }),
  (name, actual, wanted) =>
    name === "components" ? equalAsSets((actual ?? []) as string[], wanted as string[]) : actual === wanted,
);

function controlPlaneLogWire(components: string, project: string, ttl: string) {
  return {
    wires: [components, project, ttl],
    write: (log: ControlPlaneLog): Values => ({
      [components]: log.components,
      ...(log.project !== undefined && { [project]: log.project }),
      ...(log.ttlDays !== undefined && { [ttl]: plain(log.ttlDays) }),
    }),
    read: (body: Values): ControlPlaneLog | undefined =>
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
export const controlPlaneLogField = controlPlaneLogWire("components", "log_project", "log_ttl");

export interface SystemEventsLogging {
  readonly enabled: boolean;
  readonly loggingProject?: string;
}

/** Source: ModifyCluster `system_events_logging`; no operation reports it. */
export const systemEventsLogging: Shape<SystemEventsLogging> = record<SystemEventsLogging>("SystemEventsLogging", {
  enabled: { shape: flag, doc: "Whether system events are collected.", required: true },
  loggingProject: { shape: logProject, doc: "The name of the SLS log project." },
});

export const systemEventsLoggingField = {
  wire: "system_events_logging",
  encode: ({ enabled, loggingProject }: SystemEventsLogging) => ({
    enabled,
    ...(loggingProject !== undefined && { logging_project: loggingProject }),
  }),
};
