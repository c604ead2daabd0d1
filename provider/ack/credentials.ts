import type { CredentialModel } from "@alicloud/credentials";
import { redactor } from "./redact";
import type { Settings } from "./settings";
import { cliProfile, defaultChain, givenKeys } from "./sources/choice";
import { type Credential, NoCredentials, type Source, SourceFailed } from "./sources/source";

const howTo = ({ namespace = "alicloud" }: Settings) =>
  `set ${namespace}:accessKey and ${namespace}:secretKey in the stack's configuration (the secret with --secret), ` +
  "the environment variables ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or a profile of the Alibaba Cloud CLI";

function keyNames({ keysFrom, keyVariables, namespace = "alicloud" }: Settings) {
  const [id, secret] = keyVariables ?? ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY"];
  return keysFrom === "configuration"
    ? { where: "the provider's configuration", id: `${namespace}:accessKey`, secret: `${namespace}:secretKey` }
    : { where: "the environment", id, secret };
}

/**
 * The source of credentials: both keys as given, else the named CLI profile, else the vendor's default chain
 * without its variables for keys (OIDC, CLI profile, credentials file, ECS instance role, credentials URI).
 *
 * @throws NoCredentials when one key is given without the other.
 */
export function credentialSource(settings: Settings): Source {
  const { accessKey, secretKey, securityToken, profile } = settings;
  const { where, id, secret } = keyNames(settings);
  if (accessKey !== undefined && secretKey !== undefined)
    return givenKeys(where, { id: accessKey, secret: secretKey, token: securityToken }, settings);
  if (accessKey !== undefined || secretKey !== undefined) {
    throw new NoCredentials(
      accessKey === undefined
        ? `the access key secret was found in ${where} (${secret}), but the access key id is missing: set ${id}`
        : `the access key id was found in ${where} (${id}), but the access key secret is missing: set ${secret}`,
    );
  }
  return profile === undefined ? defaultChain(settings) : cliProfile(profile, settings);
}

/** The credentials of one account, shared by all calls of a run. */
export interface Account {
  /** @throws NoCredentials */
  credential(): Promise<Credential>;
  /**
   * Asks the source again, after the service said that a credential has expired.
   *
   * @returns whether there is another credential now
   * @throws NoCredentials with the source's reason
   */
  renew(rejected: Credential): Promise<boolean>;
}

/** A session is renewed this long before its end, or when a fifth of its time is left, whichever is later. */
const RENEWAL_MS = 3 * 60_000;
const RENEWAL_SHARE = 0.2;
const RENEWAL_PAUSE_MS = 30_000;

/**
 * Keeps what a source gave. The source is asked once for a run and once more near the end of a session, and never twice
 * at the same time.
 *
 * @param now  the time in milliseconds since 1970
 */
export function account(settings: Settings, now: () => number = Date.now): Account {
  let source: Source | undefined;
  let kept: (Credential & { readonly renewAt: number }) | undefined;
  let asking: Promise<Credential> | undefined;
  let hadOne = false;
  const fetch = async (): Promise<Credential> => {
    source ??= credentialSource(settings);
    try {
      const credential = await source.fetch();
      const left = (credential.expiresAt ?? Number.POSITIVE_INFINITY) - now();
      kept = { ...credential, renewAt: now() + left - Math.min(RENEWAL_MS, left * RENEWAL_SHARE) };
      hadOne = true;
      return kept;
    } catch (error) {
      if (!(error instanceof SourceFailed)) throw error;
      if (kept?.expiresAt !== undefined && now() < kept.expiresAt) {
        // What has not expired still serves, and the source is not asked again for each call.
        kept = { ...kept, renewAt: now() + RENEWAL_PAUSE_MS };
        return kept;
      }
      const what = hadOne
        ? `the credentials of ${source.name} have expired and cannot be renewed`
        : `no credentials in ${source.name}`;
      throw new NoCredentials(`${what} (${error.message}): ${howTo(settings)}`);
    }
  };
  const ask = () => {
    asking ??= fetch().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  const credential = () => (kept !== undefined && now() < kept.renewAt ? Promise.resolve<Credential>(kept) : ask());
  return {
    credential,
    async renew(rejected) {
      if (source?.isFixed) return false;
      if (kept === rejected) kept = undefined;
      return !isSame(await credential(), rejected);
    },
  };
}

function isSame(a: Credential, b: Credential): boolean {
  return (
    a.accessKeyId === b.accessKeyId && a.accessKeySecret === b.accessKeySecret && a.securityToken === b.securityToken
  );
}

/** A credential as the vendor's client takes it. */
export function modelOf({ accessKeyId, accessKeySecret, securityToken }: Credential): CredentialModel {
  const { CredentialModel } = require("@alicloud/credentials") as typeof import("@alicloud/credentials");
  const type = securityToken === undefined ? "access_key" : "sts";
  return new CredentialModel({ type, accessKeyId, accessKeySecret, securityToken });
}

/** Takes what signs out of a text of the service: a refusal may repeat it. */
export function hideCredential({ accessKeySecret, securityToken = "" }: Credential): (text: string) => string {
  return redactor([accessKeySecret, securityToken]);
}
