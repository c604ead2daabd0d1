import type { Values } from "../../../table/check";
import { property } from "../../../table/property";
import { covering, flag, record, text, type ValueOf } from "../../../table/shapes";
import { isObject, isText, objectInJson, plain } from "../../../table/values";

const shape = covering(
  record("SecretEncryption", {
    enabled: { shape: flag, doc: "Whether Secrets are encrypted at rest. Default: `true`." },
    kmsKeyId: {
      shape: text("a KMS key id", /^[\w-]+$/),
      doc: "The id of the KMS key. Required while `enabled` is not `false`.",
    },
  }),
  // A key is in use where `enabled` is not reported.
  (name, actual, wanted, { kmsKeyId }) =>
    name === "enabled" ? (actual ?? kmsKeyId !== undefined) === wanted : actual === wanted,
);

export type SecretEncryption = ValueOf<typeof shape>;

export const secretEncryption = property(shape, {
  doc: "Encryption of Kubernetes Secrets at rest with a KMS key. Pro only.",
  at: {
    CreateCluster: {
      wires: ["encryption_provider_key"],
      write: ({ enabled = true, kmsKeyId }: SecretEncryption): Values =>
        enabled && kmsKeyId !== undefined ? { encryption_provider_key: kmsKeyId } : {},
    },
    UpdateKMSEncryption: {
      wires: ["disable_encryption", "kms_key_id"],
      write: ({ enabled = true, kmsKeyId }: SecretEncryption): Values => ({
        disable_encryption: !enabled,
        ...(enabled && kmsKeyId !== undefined && { kms_key_id: kmsKeyId }),
      }),
    },
    DescribeClusterDetail: { wires: ["meta_data"], read: readEncryption },
  },
  mayBeAbsent: true,
  source: "CreateCluster; UpdateKMSEncryption",
});

function readEncryption({ meta_data }: Values): SecretEncryption | undefined {
  const capabilities = objectInJson(meta_data)?.Capabilities;
  if (!isObject(capabilities)) return undefined;
  if (plain(capabilities.DisableEncryption).toLowerCase() === "true") return { enabled: false };
  const key = capabilities.EncryptionKMSKeyId;
  return isText(key) ? { enabled: true, kmsKeyId: key } : undefined;
}
