import type { Values } from "../../../table/check";
import { flag, record, type Shape, text } from "../../../table/shapes";
import { isObject, isText, plain } from "../../../table/values";
import { covering } from "./covering";

export interface SecretEncryption {
  readonly enabled?: boolean;
  readonly kmsKeyId?: string;
}

/** Source: CreateCluster `encryption_provider_key`, UpdateKMSEncryption; read back from `meta_data`. */
export const secretEncryption: Shape<SecretEncryption> = covering(
  record<SecretEncryption>("SecretEncryption", {
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

export const encryptionAtCreate = {
  wires: ["encryption_provider_key"],
  write: ({ enabled = true, kmsKeyId }: SecretEncryption): Values =>
    enabled && kmsKeyId !== undefined ? { encryption_provider_key: kmsKeyId } : {},
};

export const encryptionAtUpdate = {
  wires: ["disable_encryption", "kms_key_id"],
  write: ({ enabled = true, kmsKeyId }: SecretEncryption): Values => ({
    disable_encryption: !enabled,
    ...(enabled && kmsKeyId !== undefined && { kms_key_id: kmsKeyId }),
  }),
};

export const encryptionInDetail = {
  wires: ["meta_data"],
  read: ({ meta_data }: Values): SecretEncryption | undefined => {
    const capabilities = parsed(meta_data)?.Capabilities;
    if (!isObject(capabilities)) return undefined;
    const isOff = plain(capabilities.DisableEncryption).toLowerCase();
    const key = capabilities.EncryptionKMSKeyId;
    if (isOff === "true") return { enabled: false };
    return isText(key) ? { enabled: true, kmsKeyId: key } : undefined;
  },
};

function parsed(value: unknown): Values | undefined {
  try {
    const result: unknown = JSON.parse(plain(value));
    return isObject(result) ? result : undefined;
  } catch {
    return undefined;
  }
}
