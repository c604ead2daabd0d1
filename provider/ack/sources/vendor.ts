import type { CredentialsProvider } from "@alicloud/credentials";
import { transportText } from "../errors";
import { type Answered, NO_CONNECTION, type Timeouts } from "../exchange";
import { ProxyFailed } from "../proxy";
import { redactor } from "../redact";
import { vendorExchange } from "../vendorRequests";
import { CommandFailed } from "./external";
import { type Credential, type Source, SourceFailed } from "./source";

/** A provider of the vendor's, ready to be asked once. */
export interface Opened {
  readonly provider: CredentialsProvider;
  /** Where it looks, for errors: a file, or a profile and its mode. */
  readonly place?: string;
  /** The texts that no error may show. */
  readonly secrets?: readonly string[];
}

/**
 * A source that asks one of the vendor's providers. Each fetch opens the provider anew: it would not read a file twice,
 * renews a session of 15 minutes at each call, and hides why a renewal failed.
 */
export function vendorSource(name: string, timeouts: Timeouts, open: () => Promise<Opened> | Opened): Source {
  return {
    name,
    async fetch() {
      const exchange = vendorExchange(timeouts);
      let opened: Opened | undefined;
      try {
        opened = await open();
        const { provider } = opened;
        const { accessKeyId, accessKeySecret, securityToken } = await exchange.run(() => provider.getCredentials());
        if (!accessKeyId || !accessKeySecret) throw new SourceFailed("it gave no access key");
        return { accessKeyId, accessKeySecret, securityToken: securityToken || undefined, expiresAt: endOf(provider) };
      } catch (error) {
        if (error instanceof SourceFailed) throw error;
        if (error instanceof ProxyFailed) throw new SourceFailed(error.message);
        const { place, secrets = [] } = opened ?? {};
        const reason = reasonOf(error as Error, exchange.answer, redactor(secrets));
        throw new SourceFailed(place === undefined ? reason : `${place}: ${reason}`);
      }
    },
  };
}

/** The end of a session, which the vendor's providers keep to themselves, one within the other. */
function endOf(provider: object): Credential["expiresAt"] {
  const { innerProvider, session } = provider as {
    readonly innerProvider?: object;
    readonly session?: { readonly expiration?: string };
  };
  if (innerProvider !== undefined) return endOf(innerProvider);
  const end = Date.parse(session?.expiration ?? "");
  return Number.isNaN(end) ? undefined : end;
}

/**
 * What the vendor's errors mean, by how they begin. The errors themselves are never shown: they quote files, answers and
 * command lines. Source: @alicloud/credentials 2.4.7.
 */
const meanings: readonly { readonly error: RegExp; readonly reason: string }[] = [
  {
    error: /^CloudSSO access token is empty or expired/,
    reason: 'the access token has expired: sign in again with "aliyun configure"',
  },
  { error: /^invalid OAuth site type/, reason: "the field oauth_site_type must be CN or INTL" },
  {
    error: /^error retrieving credentials from credentialsURI/,
    reason: "its answer has no AccessKeyId, AccessKeySecret or SecurityToken",
  },
  {
    error: /^invalid (UTC|year|month|date|hour|minute|second)/,
    reason: "the session's end is not a time such as 2026-01-31T00:00:00Z",
  },
  { error: /json parse failed|unmarshal fail/, reason: "the answer is not JSON" },
  { error: /^Can not find credential type/, reason: "the section of the profile is missing, or has no type" },
  { error: /^Invalid type option/, reason: "type must be one of access_key, ecs_ram_role, ram_role_arn" },
  { error: /^the access key id is empty/, reason: "access_key_id is missing" },
  { error: /^the access key secret is empty/, reason: "access_key_secret is missing" },
  {
    error: /^the RoleArn is empty|^roleArn does not exist/,
    reason: "the role's ARN (ram_role_arn, ALIBABA_CLOUD_ROLE_ARN) is missing",
  },
  {
    error: /^oidcProviderArn/,
    reason: "the OIDC provider's ARN (oidc_provider_arn, ALIBABA_CLOUD_OIDC_PROVIDER_ARN) is missing",
  },
  {
    error: /^oidcTokenFilePath/,
    reason: "the OIDC token's file (oidc_token_file, ALIBABA_CLOUD_OIDC_TOKEN_FILE) is missing",
  },
  { error: /^session duration should be/, reason: "the session must last at least 900 seconds" },
  {
    error: /^the access key secret is invalid/,
    reason: "STS refused the signature: the access key secret does not belong to the id",
  },
];

function reasonOf(error: Error, answer: Answered | undefined, hide: (text: string) => string): string {
  if (error instanceof CommandFailed) return error.message;
  const message = String(error.message);
  const known = meanings.find(({ error }) => error.test(message));
  if (known !== undefined) return known.reason;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if ((syscall === "open" || syscall === "access") && path !== undefined)
    return `the file ${path} cannot be read (${code})`;
  if (code === NO_CONNECTION) return message;
  // Other messages quote the request.
  if (code !== undefined || error.name === "RequestTimeoutError")
    return transportText({ name: error.name, code, syscall });
  if (answer === undefined) return `the vendor's client failed (${error.name})`;
  return answer.status === 200 ? "the answer holds no credentials" : refusal(message, answer, hide);
}

/** The service's own reason, where it is the service of a role or of a sign-in: another one may answer with anything. */
function refusal(message: string, { status, requestId }: Answered, hide: (text: string) => string): string {
  const isNamed =
    /^(refresh session token failed|get sts token failed with OIDC|get session token from (CloudSSO|OAuth) failed): /;
  const facts = isNamed.test(message) ? told(message.slice(message.indexOf(": ") + 2)) : [];
  const words = [...facts, requestId && `request id: ${requestId}`].filter(Boolean).join(", ");
  return `the request was refused with status ${status}${words && ` (${hide(words)})`}`;
}

function told(body: string): string[] {
  try {
    const { Code, ErrorCode, Message, ErrorMessage } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    const code = Code ?? ErrorCode;
    // The message about a signature quotes the request, with its token.
    const message = typeof code === "string" && code.includes("Signature") ? undefined : (Message ?? ErrorMessage);
    const words = [code, message].filter((one) => typeof one === "string" && one !== "").join(": ");
    return words === "" ? [] : [words];
  } catch {
    return [];
  }
}
