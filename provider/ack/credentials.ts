import type Credential from "@alicloud/credentials";
import { exchange } from "./exchange";
import type { Settings } from "./settings";

/** No usable credentials: says where they were looked for and what to set. */
export class NoCredentials extends Error {
  override readonly name = "NoCredentials";
}

const howTo = ({ namespace = "alicloud" }: Settings) =>
  `set ${namespace}:accessKey and ${namespace}:secretKey in the stack's configuration (the secret with --secret), ` +
  "the environment variables ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or a profile of the Alibaba Cloud CLI";

function keyNames({ keysFrom, namespace = "alicloud" }: Settings) {
  return keysFrom === "configuration"
    ? { where: "the provider's configuration", id: `${namespace}:accessKey`, secret: `${namespace}:secretKey` }
    : { where: "the environment", id: "ALICLOUD_ACCESS_KEY", secret: "ALICLOUD_SECRET_KEY" };
}

/**
 * The source of credentials: both keys as given, else the named CLI profile, else the vendor's default chain
 * (environment, OIDC, CLI profile, credentials file, ECS instance role, credentials URI). It is asked again for each
 * request, so that temporary credentials renew during a long wait.
 *
 * @throws NoCredentials when one key is given without the other.
 */
export function credentialSource(settings: Settings): Credential {
  // Loaded on first use: a preview asks for no credentials.
  const vendor = require("@alicloud/credentials") as typeof import("@alicloud/credentials");
  const { accessKey, secretKey, securityToken, profile } = settings;
  if (accessKey !== undefined && secretKey !== undefined) {
    const keys = { accessKeyId: accessKey, accessKeySecret: secretKey };
    return new vendor.default(
      new vendor.Config(
        securityToken === undefined ? { type: "access_key", ...keys } : { type: "sts", ...keys, securityToken },
      ),
    );
  }
  if (accessKey !== undefined || secretKey !== undefined) {
    const { where, id, secret } = keyNames(settings);
    throw new NoCredentials(
      accessKey === undefined
        ? `the access key secret was found in ${where} (${secret}), but the access key id is missing: set ${id}`
        : `the access key id was found in ${where} (${id}), but the access key secret is missing: set ${secret}`,
    );
  }
  if (profile !== undefined) {
    return new vendor.default(null, vendor.CLIProfileCredentialsProvider.builder().withProfileName(profile).build());
  }
  return new vendor.default();
}

/** Asks a source once, so that an account without credentials is told so in plain words. */
export async function assertUsable(source: Credential, settings: Settings): Promise<void> {
  try {
    const { accessKeyId, bearerToken } = await exchange(settings.connectTimeoutMs + settings.readTimeoutMs, () =>
      source.getCredential(),
    );
    if (accessKeyId || bearerToken) return;
  } catch (cause) {
    const where =
      settings.profile === undefined
        ? "the default chain of credential sources"
        : `CLI profile ${JSON.stringify(settings.profile)}`;
    throw new NoCredentials(`no credentials in ${where} (${firstLine(cause)}): ${howTo(settings)}`);
  }
  throw new NoCredentials(`no credentials were found: ${howTo(settings)}`);
}

function firstLine(cause: unknown): string {
  return String((cause as Error)?.message ?? cause).split("\n", 1)[0] as string;
}
