import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type Fault, type FaultPlan, preventsOperation } from "../steering/faults";
import { type RecordedRequest, withoutSecrets } from "../steering/log";
import { gatewayRefusal, invalid, Refusal } from "../world/refusal";
import type { World } from "../world/world";
import { faultAnswer, jsonAnswer, send, type WireAnswer } from "./answer";
import { CS_VERSION, ROUTES, type Route } from "./routes";
import type { SignatureCheck } from "./signature";
import type { Throttle } from "./throttle";

/** Everything that the listeners of one simulator share. */
export interface Backend {
  readonly world: World;
  readonly signatures: SignatureCheck;
  readonly faults: FaultPlan<Fault>;
  readonly throttle: Throttle;
  readonly requests: RecordedRequest[];
  readonly listeners: ((request: RecordedRequest) => void)[];
}

/** A loopback port. */
export interface Listener {
  readonly app: FastifyInstance;
  readonly port: number;
}

/** Loopback only: the simulator trusts everyone who can reach it. */
export const HOST = "127.0.0.1";

/** Opens a port. If it has a region, its requests see only that region. */
export async function listen(
  backend: Backend,
  port: number,
  region: string | undefined,
  extend: (app: FastifyInstance) => void = () => {},
): Promise<Listener> {
  const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  // Signatures cover the bytes of the body, so nothing may parse them first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  for (const [first, ...others] of routesByPlace()) {
    app.route({
      method: first.method,
      url: first.path,
      handler: (request, reply) => {
        const action = request.headers["x-acs-action"];
        const route = others.find(({ operation }) => operation === action) ?? first;
        return serve(backend, { request, reply, region, route });
      },
    });
  }
  extend(app);
  app.setNotFoundHandler((request, reply) => serve(backend, { request, reply, region, route: undefined }));
  app.setErrorHandler((error, request, reply) => {
    const refusal = unexpected(error);
    const answer = refused(refusal, randomUUID().toUpperCase(), request.headers.host ?? "");
    return send(reply, answer, undefined);
  });
  await app.listen({ host: HOST, port });
  return { app, port: (app.server.address() as AddressInfo).port };
}

/** The routes grouped by method and path: the operations of RPC-style products share a path. */
function routesByPlace(): [Route, ...Route[]][] {
  const places = new Map<string, [Route, ...Route[]]>();
  for (const route of ROUTES) {
    const place = `${route.method} ${route.path}`;
    const there = places.get(place);
    if (there === undefined) places.set(place, [route]);
    else there.push(route);
  }
  return [...places.values()];
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly region: string | undefined;
  readonly route: Route | undefined;
}

/** The parts of a request that are read more than once. */
interface Message {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  /** The parsed body; undefined when it is not JSON. */
  readonly json: unknown;
}

function messageOf({ method, raw, headers, body: given }: FastifyRequest): Message {
  const target = raw.url ?? "/";
  const [path = "/", query = ""] = target.split("?");
  const body = Buffer.isBuffer(given) ? given : Buffer.alloc(0);
  const texts = Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(",")]);
  return {
    method,
    target,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(texts),
    body,
    json: parsed(body),
  };
}

async function serve(backend: Backend, exchange: Exchange): Promise<void> {
  const start = performance.now();
  backend.world.clock.settle();
  const requestId = randomUUID().toUpperCase();
  const message = messageOf(exchange.request);
  const record = recorded(message, exchange, backend.world.clock.now());
  backend.requests.push(record);
  for (const listener of backend.listeners) listener(record);
  const fault = backend.faults.take(record.operation);
  const isPrevented = fault !== undefined && preventsOperation(fault);
  const right = isPrevented
    ? jsonAnswer(200, undefined, requestId)
    : await carryOut(backend, exchange, message, requestId);
  const answer = (fault === undefined ? undefined : faultAnswer(fault, requestId)) ?? right;
  const isCut = fault?.kind === "reset" || fault?.kind === "lostAnswer";
  record.status = isCut ? undefined : answer.status;
  await send(exchange.reply, answer, fault);
  record.durationMs = performance.now() - start;
}

/** Checks a request as the gateway does, and carries it out. */
async function carryOut(
  backend: Backend,
  exchange: Exchange,
  message: Message,
  requestId: string,
): Promise<WireAnswer> {
  const { request, region, route } = exchange;
  const { headers, query, body, json } = message;
  try {
    const account = backend.signatures.verify(message);
    checkAction(message, route);
    if (route.operation !== "GetCallerIdentity") {
      const isRead = route.method === "GET" || /^(Describe|Get|List)/.test(route.operation);
      backend.throttle.pass(account.accountId, isRead ? "read" : "write");
    }
    if (body.length > 0 && json === undefined) throw invalid("body", "it must be JSON");
    const answer = await route.run({
      world: backend.world,
      account,
      region,
      path: request.params as Record<string, string>,
      query,
      body: body.length === 0 ? {} : json,
      requestId,
    });
    return jsonAnswer(answer.status ?? 200, answer.body, requestId);
  } catch (error) {
    return refused(unexpected(error), requestId, headers.host ?? "");
  }
}

function checkAction({ headers, method, path }: Message, route: Route | undefined): asserts route is Route {
  const action = headers["x-acs-action"];
  if (route === undefined) {
    const message = `${action} (${method} ${path}) is not an operation of this API`;
    throw gatewayRefusal(404, "InvalidAction.NotFound", message);
  }
  if (action !== route.operation) {
    throw gatewayRefusal(404, "InvalidAction.NotFound", `${action} is not at ${method} ${route.path}`);
  }
  const version = route.version ?? CS_VERSION;
  if (headers["x-acs-version"] !== version) {
    throw gatewayRefusal(400, "InvalidVersion", `${route.operation} has version ${version}`);
  }
}

function refused(refusal: Refusal, requestId: string, host: string): WireAnswer {
  return jsonAnswer(refusal.status, refusal.body(requestId, host), requestId);
}

/** An error other than a refusal comes from invalid HTTP or a bug in the simulator; the answer shows its message. */
function unexpected(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  return new Refusal(statusCode, statusCode < 500 ? "InvalidParameter" : "InternalError", message);
}

function recorded(message: Message, { region, route }: Exchange, at: number): RecordedRequest {
  const { method, path, query, headers, body, json } = message;
  return {
    operation: route?.operation,
    method,
    path,
    query,
    body: body.length === 0 ? undefined : (json ?? body.toString("utf8")),
    region,
    headers: withoutSecrets(headers),
    status: undefined,
    at,
    durationMs: undefined,
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
