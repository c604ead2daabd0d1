import { z } from "zod";
import { invalid } from "../world/refusal";
import { type Answer, type Call, changeCluster, clusterOf } from "./call";
import { readBody, readNoQuery, texts } from "./input";

const CONTROL_PLANE_LOG = z.strictObject({
  ...texts("aliuid", "log_project", "log_ttl"),
  components: z.array(z.string()).optional(),
});

const MAX_LOG_DAYS = 3000;

/** UpdateControlPlaneLog (vendor page): which components of the control plane write logs, and where. */
export function updateControlPlaneLog(call: Call): Answer {
  const body = readBody(call.body, CONTROL_PLANE_LOG);
  const days = Number(body.log_ttl ?? "30");
  if (!Number.isInteger(days) || days < 1 || days > MAX_LOG_DAYS) throw invalid("log_ttl", "1 to 3000 days");
  const cluster = clusterOf(call);
  return changeCluster(call, cluster, "UpdateControlPlaneLog", () => {
    cluster.controlPlaneLog = {
      components: body.components ?? [],
      project: body.log_project ?? (cluster.controlPlaneLog.project || `k8s-log-${cluster.id}`),
      ttl: String(days),
    };
  });
}

/** CheckControlPlaneLogEnable (vendor page). */
export function checkControlPlaneLogEnable(call: Call): Answer {
  readNoQuery(call.query);
  const cluster = clusterOf(call);
  const { components, project, ttl } = cluster.controlPlaneLog;
  return { body: { aliuid: cluster.accountId, components, log_project: project, log_ttl: ttl } };
}

const AUDIT_LOG = z.strictObject({ disable: z.boolean().optional(), ...texts("sls_project_name") });

/** UpdateClusterAuditLogConfig (vendor page): turns the audit log on or off, or moves it. */
export function updateClusterAuditLogConfig(call: Call): Answer {
  const body = readBody(call.body, AUDIT_LOG);
  const cluster = clusterOf(call);
  return changeCluster(call, cluster, "UpdateClusterAuditLogConfig", () => {
    const enabled = body.disable !== true;
    const project = body.sls_project_name ?? (cluster.auditLog.project || `k8s-log-${cluster.id}`);
    cluster.auditLog = { enabled, project: enabled ? project : "" };
  });
}

/** GetClusterAuditProject (vendor page). */
export function getClusterAuditProject(call: Call): Answer {
  readNoQuery(call.query);
  const { enabled, project } = clusterOf(call).auditLog;
  return { body: { audit_enabled: enabled, sls_project_name: project } };
}
