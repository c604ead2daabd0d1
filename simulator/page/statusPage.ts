import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isLocal } from "../http/control";
import type { Backend } from "../http/server";
import { statusSnapshot } from "./snapshot";

/** The path prefix of the page's parts, which no operation of the API uses. */
const STATUS_PATH = "/_status";

const PARTS = {
  "status.css": "text/css; charset=utf-8",
  "status.js": "text/javascript; charset=utf-8",
} as const;

/** No content from other origins, nothing inline, and no framing. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/**
 * Adds the status page to a listener. The page only reads, and its requests are not recorded.
 *
 * RPC-style operations also use `/`: a request there is for the page only if it has none of their parameters.
 */
export function addStatusPage(app: FastifyInstance, backend: Backend): void {
  app.addHook("onRequest", async (request, reply) => {
    if (isForPage(request)) return answer(request, reply, "text/html; charset=utf-8", () => part("status.html"));
  });
  for (const [name, type] of Object.entries(PARTS))
    app.get(`${STATUS_PATH}/${name}`, async (request, reply) => answer(request, reply, type, () => part(name)));
  app.get(`${STATUS_PATH}/snapshot.json`, async (request, reply) =>
    answer(request, reply, "application/json; charset=utf-8", () => JSON.stringify(statusSnapshot(backend))),
  );
  // Browsers request it automatically.
  app.get("/favicon.ico", async (_request, reply) => reply.code(204).send());
}

function isForPage({ method, raw, headers }: FastifyRequest): boolean {
  return (
    method === "GET" &&
    raw.url === "/" &&
    headers.authorization === undefined &&
    !Object.keys(headers).some((name) => name.startsWith("x-acs-"))
  );
}

function answer(request: FastifyRequest, reply: FastifyReply, type: string, body: () => string): FastifyReply {
  if (!isLocal(request)) return reply.code(403).send();
  return reply.headers({ ...HEADERS, "content-type": type }).send(body());
}

function part(name: string): string {
  return readFileSync(join(__dirname, name), "utf8");
}
