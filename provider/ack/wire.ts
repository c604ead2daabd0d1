import type { Clock } from "./clock";
import { type Account, account, hideCredential, modelOf } from "./credentials";
import { AckError, fromSdk } from "./errors";
import { type Operation, type OperationFacts, operations } from "./operations";
import { type Settings, timeoutsOf } from "./settings";
import type { Credential } from "./sources/source";
import { vendorExchange } from "./vendorRequests";

/** Certificates are verified whatever the environment says: `NODE_EXTRA_CA_CERTS` names further authorities. */
const RUNTIME = { ignoreSSL: false };

/** What a call carries, by wire name. */
export interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What the call is for, for errors: `creating cluster "demo"`. */
  readonly attempt: string;
}

/** One call as it went, for the debug log: never its content. */
export interface CallRecord {
  readonly operation: Operation;
  readonly region: string;
  readonly outcome: string;
  readonly requestId: string | undefined;
  readonly durationMs: number;
}

/** Where calls go, and with whose credentials. */
export interface WireOptions {
  readonly settings: Settings;
  readonly region: string;
  readonly clock: Clock;
  readonly onCall?: (record: CallRecord) => void;
  /** Shared by all clients of a provider, so that a source of credentials is asked once. */
  readonly account?: Account;
  /** Replaces wire names in ACK's messages by the names that a program uses. */
  readonly rename?: (text: string) => string;
}

interface VendorClient {
  callApi(
    params: object,
    request: object,
    runtime: object,
  ): Promise<{ statusCode?: number; headers?: Record<string, string>; body?: unknown }>;
}

/** Calls as they go over the wire, through the vendor's client: each once, or twice where a credential had expired. */
export class Wire {
  private readonly clients = new Map<OperationFacts["product"], VendorClient>();
  private readonly account: Account;

  constructor(private readonly options: WireOptions) {
    this.account = options.account ?? account(options.settings);
  }

  /** Sends a call, and once more where the credential had expired and there is another one. */
  async send(operation: Operation, request: Call, signal?: AbortSignal): Promise<unknown> {
    const credential = await this.account.credential();
    try {
      return await this.once(operation, request, credential, signal);
    } catch (error) {
      if (!(error instanceof AckError && error.isSpentCredential)) throw error;
      if (!(await this.account.renew(credential))) throw error;
    }
    return this.once(operation, request, await this.account.credential(), signal);
  }

  private async once(
    operation: Operation,
    request: Call,
    credential: Credential,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const facts: OperationFacts = operations[operation];
    const client = this.client(facts.product);
    const exchange = vendorExchange(timeoutsOf(this.options.settings));
    const start = this.options.clock.now();
    const record = (outcome: string, requestId?: string) =>
      this.options.onCall?.({
        operation,
        region: this.options.region,
        outcome,
        requestId,
        durationMs: Math.round(this.options.clock.now() - start),
      });
    try {
      const answer = await exchange.run(
        () => client.callApi(params(operation, facts, request), this.request(request), RUNTIME),
        // Whether a change was made has to be known, whoever has lost patience.
        facts.phase === "read" ? signal : undefined,
      );
      const body = read(answer, operation, facts, request.attempt);
      record(String(answer.statusCode), answer.headers?.["x-acs-request-id"]);
      return body;
    } catch (thrown) {
      if (signal?.aborted === true && thrown === signal.reason) throw thrown;
      const error =
        thrown instanceof AckError
          ? thrown
          : fromSdk(thrown, { operation, attempt: request.attempt, rename: this.options.rename }, exchange.answer);
      error.hide(hideCredential(credential));
      record([error.status, error.code ?? error.failing].filter(Boolean).join(" "), error.requestId);
      throw error;
    }
  }

  private request({ query, body }: Call): object {
    const { OpenApiRequest } = require("@alicloud/openapi-client") as typeof import("@alicloud/openapi-client");
    return new OpenApiRequest({
      query: query ?? {},
      headers: { "accept-encoding": "identity" },
      ...(body !== undefined && { body }),
    });
  }

  private client(product: OperationFacts["product"]): VendorClient {
    const known = this.clients.get(product);
    if (known) return known;
    const { settings } = this.options;
    // Loaded on first use: a preview makes no call, and the vendor's client is large.
    const { default: CS } = require("@alicloud/cs20151215") as typeof import("@alicloud/cs20151215");
    const { Config } = require("@alicloud/openapi-client") as typeof import("@alicloud/openapi-client");
    const { totalMs } = timeoutsOf(settings);
    const config = new Config({
      credential: { getCredential: async () => modelOf(await this.account.credential()) } as never,
      regionId: this.options.region,
      // The client takes either for the time that a connection may be idle: the exchange has timeouts of its own.
      connectTimeout: totalMs,
      readTimeout: totalMs,
      userAgent: "pulumi-ack-serverless",
      ...endpoint(product, settings, this.options.region),
    });
    const client = new CS(config as never) as unknown as VendorClient;
    this.clients.set(product, client);
    return client;
  }
}

function endpoint(
  product: OperationFacts["product"],
  { endpoints, vpcEndpoint }: Settings,
  region: string,
): { endpoint?: string; protocol: string } {
  const given = endpoints[product];
  if (given !== undefined) {
    const url = new URL(given.includes("://") ? given : `https://${given}`);
    return { endpoint: url.host, protocol: url.protocol.slice(0, -1) };
  }
  if (product !== "cs")
    return { endpoint: `${product}${vpcEndpoint ? "-vpc" : ""}.${region}.aliyuncs.com`, protocol: "https" };
  // Without a VPC, the vendor's client knows each region's address.
  return vpcEndpoint ? { endpoint: `cs-anony-vpc.${region}.aliyuncs.com`, protocol: "https" } : { protocol: "https" };
}

const versions: Readonly<Record<OperationFacts["product"], string>> = {
  cs: "2015-12-15",
  sts: "2015-04-01",
  vpc: "2016-04-28",
  ecs: "2014-05-26",
};

function params(operation: Operation, facts: OperationFacts, request: Call): object {
  const { Params } = require("@alicloud/openapi-client") as typeof import("@alicloud/openapi-client");
  return new Params({
    action: operation,
    version: versions[facts.product],
    style: facts.product === "cs" ? "ROA" : "RPC",
    protocol: "HTTPS",
    method: facts.method,
    authType: "AK",
    pathname: facts.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(request.path?.[name] ?? "")),
    reqBodyType: "json",
    // Text, so that an answer that is not JSON still tells its status.
    bodyType: "string",
  });
}

function read(
  answer: { statusCode?: number; headers?: Record<string, string>; body?: unknown },
  operation: Operation,
  facts: OperationFacts,
  attempt: string,
): unknown {
  const status = answer.statusCode ?? 0;
  const requestId = answer.headers?.["x-acs-request-id"];
  const unreadable = (text: string) => new AckError({ operation, attempt, failing: "lost", text, status, requestId });
  if (status < 200 || status > 299)
    throw unreadable("the answer redirects elsewhere, which ACK never does: is the endpoint right?");
  if (facts.answer === "none") return {};
  const text = typeof answer.body === "string" ? answer.body : "";
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null) return body;
  } catch {
    // The error below says it in the user's words.
  }
  throw unreadable("the answer is empty or not JSON, as a proxy or gateway on the way may send");
}
