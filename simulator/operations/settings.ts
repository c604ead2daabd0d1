import { z } from "zod";
import type { Cluster } from "../world/cluster";
import { invalid, missing } from "../world/refusal";
import { checkProOnly, checkState } from "../world/rules";
import { TASK_MS } from "../world/task";
import { readBody, readQuery } from "./body";
import { type Answer, accepted, type Call } from "./call";

const KMS = z.strictObject({ disable_encryption: z.boolean().optional(), kms_key_id: z.string().optional() });

/** UpdateKMSEncryption (vendor page): Secret encryption of Pro clusters. */
export function updateKMSEncryption(call: Call): Answer {
  const body = readBody(call.body, { takes: KMS }, "legacy");
  const isOff = body.disable_encryption === true;
  if (!isOff && body.kms_key_id === undefined) throw missing("kms_key_id");
  const cluster = call.world.cluster(call.path.clusterId ?? "", call);
  checkProOnly(cluster.spec, { kms_key_id: true });
  change(call, cluster, "UpdateKMSEncryption", () => {
    cluster.encryptionKey = isOff ? "" : (body.kms_key_id ?? "");
  });
  return {};
}

const CONTROL_PLANE_LOG = z.strictObject({
  aliuid: z.string().optional(),
  components: z.array(z.string()).optional(),
  log_project: z.string().optional(),
  log_ttl: z.string().optional(),
});

const MAX_LOG_DAYS = 3000;

/** UpdateControlPlaneLog (vendor page): which components of the control plane write logs, and where. */
export function updateControlPlaneLog(call: Call): Answer {
  const body = readBody(call.body, { takes: CONTROL_PLANE_LOG }, "legacy");
  const days = Number(body.log_ttl ?? "30");
  if (!Number.isInteger(days) || days < 1 || days > MAX_LOG_DAYS) throw invalid("log_ttl", "1 to 3000 days");
  const cluster = call.world.cluster(call.path.clusterId ?? "", call);
  return change(call, cluster, "UpdateControlPlaneLog", () => {
    cluster.controlPlaneLog = {
      components: body.components ?? [],
      project: body.log_project ?? (cluster.controlPlaneLog.project || `k8s-log-${cluster.id}`),
      ttl: String(days),
    };
  });
}

/** CheckControlPlaneLogEnable (vendor page). */
export function checkControlPlaneLogEnable(call: Call): Answer {
  readQuery(call.query, z.strictObject({}));
  const cluster = call.world.cluster(call.path.clusterId ?? "", call);
  const { components, project, ttl } = cluster.controlPlaneLog;
  return { body: { aliuid: cluster.accountId, components, log_project: project, log_ttl: ttl } };
}

const AUDIT_LOG = z.strictObject({ disable: z.boolean().optional(), sls_project_name: z.string().optional() });

/** UpdateClusterAuditLogConfig (vendor page): turns the audit log on or off, or moves it. */
export function updateClusterAuditLogConfig(call: Call): Answer {
  const body = readBody(call.body, { takes: AUDIT_LOG }, "legacy");
  const cluster = call.world.cluster(call.path.clusterId ?? "", call);
  return change(call, cluster, "UpdateClusterAuditLogConfig", () => {
    const enabled = body.disable !== true;
    const project = body.sls_project_name ?? (cluster.auditLog.project || `k8s-log-${cluster.id}`);
    cluster.auditLog = { enabled, project: enabled ? project : "" };
  });
}

/** GetClusterAuditProject (vendor page). */
export function getClusterAuditProject(call: Call): Answer {
  readQuery(call.query, z.strictObject({}));
  const { enabled, project } = call.world.cluster(call.path.clusterId ?? "", call).auditLog;
  return { body: { audit_enabled: enabled, sls_project_name: project } };
}

function change(call: Call, cluster: Cluster, operation: string, apply: () => void): Answer {
  checkState(cluster, operation, ["running"]);
  const task = call.world.start({
    type: "cluster_modify",
    cluster,
    lengthMs: TASK_MS.modify,
    during: "updating",
    succeed: apply,
  });
  return accepted(call, { cluster_id: cluster.id, request_id: call.requestId, task_id: task.id });
}
