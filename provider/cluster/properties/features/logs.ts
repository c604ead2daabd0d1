import type { Values } from "../../../table/check";
import { property } from "../../../table/property";
import { covering, flag, listOf, record, text, type ValueOf, wholeNumber } from "../../../table/shapes";
import { defined, equalAsSets, numberOf, plain, textOf } from "../../../table/values";

const projectName = text("the name of a log project", /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);

const auditLogShape = covering(
  record("AuditLog", {
    enabled: { shape: flag, doc: "Whether the API server's audit log is collected.", required: true },
    logProject: {
      shape: projectName,
      doc: "The name of the SLS log project. Default: `k8s-log-<cluster id>`.",
      formerly: "slsProjectName",
    },
  }),
  (_, actual, wanted) => actual === wanted,
);

export type AuditLog = ValueOf<typeof auditLogShape>;

export const auditLog = property(auditLogShape, {
  doc: "Collection of the API server's audit log.",
  at: {
    CreateCluster: {
      wire: "audit_log_config",
      encode: ({ enabled, logProject }: AuditLog) => defined({ enabled, sls_project_name: logProject }),
    },
    UpdateClusterAuditLogConfig: {
      wires: ["disable", "sls_project_name"],
      write: ({ enabled, logProject }: AuditLog) => defined({ disable: !enabled, sls_project_name: logProject }),
    },
    GetClusterAuditProject: {
      wires: ["audit_enabled", "sls_project_name"],
      read: ({ audit_enabled, sls_project_name }: Values): AuditLog | undefined =>
        typeof audit_enabled === "boolean"
          ? defined({ enabled: audit_enabled, logProject: textOf(sls_project_name) })
          : undefined,
    },
  },
  mayBeAbsent: true,
  source: "CreateCluster; UpdateClusterAuditLogConfig; GetClusterAuditProject",
});

const controlPlaneLogShape = covering(
  record("ControlPlaneLog", {
    components: {
      shape: listOf(text('a component such as "apiserver"', /^[a-z][a-z-]*$/), [], "unordered"),
      doc: "The components whose logs are collected, such as `apiserver`, `kcm`, `scheduler` and `ccm`. An empty list switches the collection off.",
      required: true,
    },
    logProject: {
      shape: projectName,
      doc: "The name of the SLS log project. Default: `k8s-log-<cluster id>`.",
      formerly: "project",
    },
    ttlDays: { shape: wholeNumber(1, 3000), doc: "The retention of the logs in days, 1 to 3000. Default: `30`." },
  }),
  (name, actual, wanted) =>
    name === "components" ? equalAsSets((actual ?? []) as string[], wanted as string[]) : actual === wanted,
);

export type ControlPlaneLog = ValueOf<typeof controlPlaneLogShape>;

function controlPlaneLogField(components: string, project: string, ttl: string) {
  return {
    wires: [components, project, ttl],
    write: (log: ControlPlaneLog): Values => {
      const days = log.ttlDays === undefined ? undefined : plain(log.ttlDays);
      return defined({ [components]: log.components, [project]: log.logProject, [ttl]: days });
    },
    read: (body: Values): ControlPlaneLog | undefined => {
      const [names, days] = [body[components], numberOf(body[ttl])];
      if (!Array.isArray(names)) return undefined;
      const ttlDays = days !== undefined && days > 0 ? days : undefined;
      return defined({ components: names.map(plain), logProject: textOf(body[project]), ttlDays });
    },
  };
}

const atUpdate = controlPlaneLogField("components", "log_project", "log_ttl");

export const controlPlaneLog = property(controlPlaneLogShape, {
  doc: "Collection of the control plane's logs. Pro only.",
  at: {
    CreateCluster: controlPlaneLogField(
      "controlplane_log_components",
      "controlplane_log_project",
      "controlplane_log_ttl",
    ),
    UpdateControlPlaneLog: atUpdate,
    CheckControlPlaneLogEnable: atUpdate,
  },
  mayBeAbsent: true,
  source: "CreateCluster; UpdateControlPlaneLog; CheckControlPlaneLogEnable",
});

const systemEventsLoggingShape = record("SystemEventsLogging", {
  enabled: { shape: flag, doc: "Whether system events are collected.", required: true },
  logProject: { shape: projectName, doc: "The name of the SLS log project.", formerly: "loggingProject" },
});

export type SystemEventsLogging = ValueOf<typeof systemEventsLoggingShape>;

export const systemEventsLogging = property(systemEventsLoggingShape, {
  doc: "Collection of Kubernetes system events. ACK does not report this setting, so a refresh does not detect drift.",
  at: {
    ModifyCluster: {
      wire: "system_events_logging",
      encode: ({ enabled, logProject }: SystemEventsLogging) => defined({ enabled, logging_project: logProject }),
    },
  },
  source: "ModifyCluster",
});
