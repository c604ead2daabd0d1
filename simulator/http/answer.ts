import { setTimeout as delay } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import type { Fault } from "../steering/faults";
import { Refusal } from "../world/refusal";

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The headers that every answer of ACK carries. */
export function ackHeaders(requestId: string): Record<string, string> {
  return {
    "content-type": "application/json;charset=utf-8",
    "x-acs-request-id": requestId,
    "x-acs-trace-id": requestId.replaceAll("-", "").toLowerCase(),
  };
}

/** An answer with a JSON body, or with an empty one. */
export function jsonAnswer(status: number, body: unknown, requestId: string): WireAnswer {
  return { status, headers: ackHeaders(requestId), body: body === undefined ? "" : JSON.stringify(body) };
}

/** The answer with which a fault replaces the right one; undefined when the fault leaves the answer as it is. */
export function faultAnswer(fault: Fault, requestId: string): WireAnswer | undefined {
  switch (fault.kind) {
    case "status": {
      const refusal = new Refusal(fault.status, fault.code, fault.message ?? fault.code);
      const body = { ...refusal.body(requestId, ""), ...fault.body };
      const plain = jsonAnswer(fault.status, body, requestId);
      return { ...plain, headers: { ...plain.headers, ...fault.headers } };
    }
    case "html":
      return {
        status: fault.status,
        headers: { "content-type": "text/html" },
        body: `<html><head><title>${fault.status}</title></head><body>proxy error</body></html>`,
      };
    case "empty":
      return { status: fault.status, headers: ackHeaders(requestId), body: "" };
    case "raw":
      return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? "" };
    default:
      return undefined;
  }
}

/** Sends an answer, delayed or cut off if the fault says so. */
export async function send(reply: FastifyReply, answer: WireAnswer, fault: Fault | undefined): Promise<void> {
  reply.hijack();
  switch (fault?.kind) {
    case "reset":
    case "lostAnswer":
      reply.raw.destroy();
      return;
    case "slow":
      return sendSlowly(reply, answer, fault);
    case "truncated":
      return sendHalf(reply, answer);
    default:
      writeHead(reply, answer);
      reply.raw.end(answer.body);
  }
}

function writeHead(reply: FastifyReply, answer: WireAnswer): void {
  reply.raw.writeHead(answer.status, {
    ...answer.headers,
    "content-length": String(Buffer.byteLength(answer.body)),
  });
}

async function sendSlowly(
  reply: FastifyReply,
  answer: WireAnswer,
  fault: Extract<Fault, { kind: "slow" }>,
): Promise<void> {
  const waiting = new AbortController();
  reply.raw.once("close", () => waiting.abort());
  const { signal } = waiting;
  try {
    await delay(fault.headersMs ?? 0, undefined, { signal });
    writeHead(reply, answer);
    reply.raw.flushHeaders();
    await delay(fault.bodyMs ?? 0, undefined, { signal });
    reply.raw.end(answer.body);
  } catch {
    // The client has gone, or the simulator is closing: nobody waits for the rest.
    reply.raw.destroy();
  }
}

function sendHalf(reply: FastifyReply, answer: WireAnswer): void {
  writeHead(reply, answer);
  reply.raw.write(answer.body.slice(0, Math.floor(answer.body.length / 2)), () => reply.raw.destroy());
}
