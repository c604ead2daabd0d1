import { z } from "zod";
import { missing } from "../world/refusal";
import { checkProOnly } from "../world/rules";
import { TASK_MS } from "../world/task";
import { start } from "../world/work";
import { type Answer, type Call, checkState, clusterOf } from "./call";
import { readBody, texts } from "./input";

const KMS = z.strictObject({ disable_encryption: z.boolean().optional(), ...texts("kms_key_id") });

/**
 * UpdateKMSEncryption (vendor page): Secret encryption of Pro clusters. With `kmsBeginsAfterMs`, the cluster stays
 * `running` for a while before it is `updating` (terraform-provider-alicloud 1.289).
 */
export function updateKMSEncryption(call: Call): Answer {
  const body = readBody(call.body, KMS);
  const isOff = body.disable_encryption === true;
  if (!isOff && body.kms_key_id === undefined) throw missing("kms_key_id");
  const cluster = clusterOf(call);
  checkProOnly("kms_key_id", cluster.spec);
  checkState(cluster, "UpdateKMSEncryption");
  const { clock, settings } = call.world;
  const { kmsBeginsAfterMs: lateMs } = settings;
  const task = start(call.world, {
    type: "cluster_modify",
    cluster,
    lengthMs: lateMs + TASK_MS.modify,
    during: lateMs === 0 ? "updating" : "running",
    succeed: () => {
      cluster.encryptionKey = isOff ? "" : (body.kms_key_id ?? "");
    },
  });
  if (lateMs > 0) {
    clock.after(clock.length(lateMs), () => {
      if (cluster.task === task) cluster.state = "updating";
    });
  }
  return {};
}
