import { createHash, randomUUID } from "node:crypto";
import { type IncomingHttpHeaders, request } from "node:http";
import type { Account, Simulator } from "../../simulator";
import { signature } from "../../simulator/http/signature";

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer may be anything, and a test looks at it piece by piece.
  body: any;
}

export interface RawCall {
  action: string;
  method?: string;
  path: string;
  body?: unknown;
  account?: Account;
  region?: string;
  headers?: Record<string, string>;
  /** Headers that are sent before the others. */
  first?: readonly string[];
  /** Headers after signing, to break a signature. */
  tamper?: Record<string, string>;
  /** Sent in place of the body that is signed. */
  sentBody?: string;
}

/** Calls a simulator over bare HTTP, with a signature made here. */
export function rawCall(simulator: Simulator, call: RawCall, signal?: AbortSignal): Promise<RawAnswer> {
  const account = call.account ?? simulator.accounts[0];
  const body = call.body === undefined ? "" : typeof call.body === "string" ? call.body : JSON.stringify(call.body);
  const host = simulator.endpoint(call.region);
  const headers: Record<string, string> = {
    host,
    "x-acs-action": call.action,
    "x-acs-version": "2015-12-15",
    "x-acs-date": `${new Date().toISOString().slice(0, 19)}Z`,
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-content-sha256": createHash("sha256").update(body).digest("hex"),
    ...(body === "" ? {} : { "content-type": "application/json; charset=utf-8" }),
    ...(account.securityToken === undefined ? {} : { "x-acs-security-token": account.securityToken }),
    ...call.headers,
  };
  const names = Object.keys(headers).sort();
  const method = call.method ?? "GET";
  const signed = signature(
    { method, target: call.path, headers, body: Buffer.from(body) },
    names,
    account.accessKeySecret,
  );
  const authorization = `ACS3-HMAC-SHA256 Credential=${account.accessKeyId},SignedHeaders=${names.join(";")},Signature=${signed}`;
  return exchange(
    host,
    method,
    call.path,
    { ...inOrder({ ...headers, authorization }, call.first ?? []), ...call.tamper },
    call.sentBody ?? body,
    signal,
  );
}

function inOrder(headers: Record<string, string>, first: readonly string[]): Record<string, string> {
  return { ...Object.fromEntries(first.map((name) => [name, headers[name] ?? ""])), ...headers };
}

function exchange(
  host: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal | undefined,
): Promise<RawAnswer> {
  const [hostname, port] = host.split(":");
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, headers, agent: false, signal };
    const outgoing = request(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, body: parsed(text) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
