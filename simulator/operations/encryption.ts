import { z } from "zod";
import { missing } from "../world/refusal";
import { checkProOnly } from "../world/rules";
import { type Answer, type Call, changeCluster, clusterOf } from "./call";
import { readBody, texts } from "./input";

const KMS = z.strictObject({ disable_encryption: z.boolean().optional(), ...texts("kms_key_id") });

/** UpdateKMSEncryption (vendor page): Secret encryption of Pro clusters. */
export function updateKMSEncryption(call: Call): Answer {
  const body = readBody(call.body, KMS);
  const isOff = body.disable_encryption === true;
  if (!isOff && body.kms_key_id === undefined) throw missing("kms_key_id");
  const cluster = clusterOf(call);
  checkProOnly("kms_key_id", cluster.spec);
  changeCluster(call, cluster, "UpdateKMSEncryption", () => {
    cluster.encryptionKey = isOff ? "" : (body.kms_key_id ?? "");
  });
  return {};
}
