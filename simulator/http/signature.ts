import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Account } from "../steering/options";
import { gatewayRefusal, type Refusal } from "../world/refusal";

const ALGORITHM = "ACS3-HMAC-SHA256";
const AUTHORIZATION = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** How far a request's date may be from the server's. */
export const MAX_CLOCK_SKEW_MS = 15 * 60_000;

/** What a signature covers. Header names are lower case. */
export interface SignedRequest {
  method: string;
  /** Path and query, as sent. */
  target: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** The canonical query: decoded, then encoded again, because the client's two encoders differ. */
export function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join("&");
}

/** The signature of a request under the "V3 request body and signature mechanism". */
export function signature(request: SignedRequest, signedHeaders: readonly string[], secret: string): string {
  const [path = "/", query = ""] = splitOnce(request.target, "?");
  const canonical = [
    request.method,
    path.replaceAll("+", "%20").replaceAll("*", "%2A").replaceAll("%7E", "~"),
    canonicalQuery(query),
    signedHeaders.map((name) => `${name}:${(request.headers[name] ?? "").trim()}\n`).join(""),
    signedHeaders.join(";"),
    request.headers["x-acs-content-sha256"] ?? "",
  ].join("\n");
  return createHmac("sha256", secret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest("hex");
}

/** Finds out who sent a request, and remembers the nonces that were used. */
export class SignatureCheck {
  readonly #usedNonces = new Set<string>();
  readonly #expired = new Set<string>();

  constructor(
    private readonly accounts: readonly Account[],
    private readonly checkTime: boolean,
  ) {}

  /** Makes a temporary key expire. */
  expire(accessKeyId: string): void {
    this.#expired.add(accessKeyId);
  }

  /**
   * Returns the account that signed the request.
   *
   * @throws Refusal for the first check that fails, in the gateway's order.
   */
  verify(request: SignedRequest): Account {
    const { keyId, signedHeaders, given } = authorization(request);
    const account = this.accounts.find((known) => known.accessKeyId === keyId);
    if (account === undefined) {
      throw gatewayRefusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    }
    this.#checkDate(request);
    this.#checkToken(request, account);
    if (request.headers["x-acs-content-sha256"] !== sha256(request.body)) {
      throw mismatch("x-acs-content-sha256 is not the hash of the body");
    }
    const expected = signature(request, signedHeaders, account.accessKeySecret);
    if (!timingSafeEqual(Buffer.from(expected), Buffer.from(given))) {
      throw mismatch("Specified signature does not match our calculation.");
    }
    this.#useNonce(keyId, request.headers["x-acs-signature-nonce"] ?? "");
    return account;
  }

  #checkDate(request: SignedRequest): void {
    const date = request.headers["x-acs-date"] ?? "";
    if (!DATE.test(date)) {
      throw gatewayRefusal(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
    }
    if (this.checkTime && Math.abs(Date.parse(date) - Date.now()) > MAX_CLOCK_SKEW_MS) {
      throw gatewayRefusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
    }
  }

  #checkToken(request: SignedRequest, account: Account): void {
    const token = request.headers["x-acs-security-token"];
    if (account.securityToken === undefined && token === undefined) return;
    if (token === undefined) throw gatewayRefusal(400, "MissingSecurityToken", "SecurityToken is mandatory.");
    if (token !== account.securityToken) {
      throw gatewayRefusal(
        400,
        "InvalidSecurityToken.MismatchWithAccessKey",
        "Specified SecurityToken mismatch with the AccessKey.",
      );
    }
    if (this.#expired.has(account.accessKeyId)) {
      throw gatewayRefusal(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
    }
  }

  #useNonce(keyId: string, nonce: string): void {
    const use = `${keyId} ${nonce}`;
    if (this.#usedNonces.has(use)) {
      throw gatewayRefusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }
    this.#usedNonces.add(use);
  }
}

function authorization(request: SignedRequest): { keyId: string; signedHeaders: string[]; given: string } {
  const parts = AUTHORIZATION.exec(request.headers.authorization ?? "");
  if (parts === null) throw incomplete(`the Authorization header is not ${ALGORITHM} with its three parts`);
  const [, keyId = "", list = "", given = ""] = parts;
  const signedHeaders = list.split(";");
  const unsigned = mustBeSigned(request.headers).find((name) => !signedHeaders.includes(name));
  if (unsigned !== undefined) throw incomplete(`the header ${unsigned} is not signed`);
  return { keyId, signedHeaders, given };
}

function mustBeSigned(headers: Record<string, string>): string[] {
  const needed = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
  ];
  const present = Object.keys(headers).filter((name) => name.startsWith("x-acs-") || name === "content-type");
  return [...new Set([...needed, ...present])];
}

function incomplete(why: string): Refusal {
  return gatewayRefusal(
    400,
    "IncompleteSignature",
    `The request signature does not conform to Aliyun standards: ${why}.`,
  );
}

function mismatch(why: string): Refusal {
  return gatewayRefusal(400, "SignatureDoesNotMatch", why);
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function splitOnce(text: string, separator: string): [string, string] | [string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
