import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";

/** What the control API needs from a simulator. Request bodies are untrusted: the simulator checks them. */
export interface Controlled {
  advance(by: string | number): void;
  seed(seed: never): unknown;
  setState(clusterId: string, state: never): void;
  edit(clusterId: string, patch: never): void;
  vanish(clusterId: string): void;
  failNext(operation: string, fault: never, count: { times: number; skip: number }): void;
  failTask(type: never, failure: { code: string; message: string; stage?: string }): void;
  clusters(): unknown;
  resources(): unknown;
  requests(): unknown;
}

/** Where the control API is. */
export const CONTROL_PATH = "/_control";

const ID = { cluster_id: z.string() };
const COUNT = { times: z.number().default(1), skip: z.number().default(0) };

const ACTIONS: Readonly<Record<string, (simulator: Controlled, body: unknown) => unknown>> = {
  advance: action(z.strictObject({ by: z.union([z.string(), z.number()]) }), (simulator, { by }) =>
    simulator.advance(by),
  ),
  // All other names are parameters of CreateCluster, which checks them. The default account owns the cluster.
  seed: action(
    z.looseObject({
      cluster_id: z.string().optional(),
      state: z.string().optional(),
      account: z.never().optional(),
    }),
    (simulator, seed) => simulator.seed(seed as never),
  ),
  state: action(z.strictObject({ ...ID, state: z.string() }), (simulator, { cluster_id: id, state }) =>
    simulator.setState(id, state as never),
  ),
  edit: action(z.strictObject({ ...ID, patch: z.looseObject({}) }), (simulator, { cluster_id: id, patch }) =>
    simulator.edit(id, patch as never),
  ),
  vanish: action(z.strictObject(ID), (simulator, { cluster_id: id }) => simulator.vanish(id)),
  "fail-next": action(
    z.strictObject({ operation: z.string(), fault: z.looseObject({ kind: z.string() }), ...COUNT }),
    (simulator, { operation, fault, ...count }) => simulator.failNext(operation, fault as never, count),
  ),
  "fail-task": action(
    z.strictObject({ type: z.string(), code: z.string(), message: z.string(), stage: z.string().optional() }),
    (simulator, { type, stage, ...error }) =>
      simulator.failTask(type as never, { ...error, ...(stage === undefined ? {} : { stage }) }),
  ),
};

function action<S extends z.ZodType>(shape: S, run: (simulator: Controlled, body: z.output<S>) => unknown) {
  return (simulator: Controlled, body: unknown) => run(simulator, shape.parse(body));
}

const QUESTIONS: Readonly<Record<string, (simulator: Controlled) => unknown>> = {
  clusters: (simulator) => simulator.clusters(),
  resources: (simulator) => simulator.resources(),
  requests: (simulator) => simulator.requests(),
};

/**
 * Adds the control API to a listener.
 *
 * It requires no key: every program on this machine can use it. The checks below only keep web pages out.
 */
export function addControl(app: FastifyInstance, simulator: Controlled): void {
  for (const [name, action] of Object.entries(ACTIONS)) {
    app.post(`${CONTROL_PATH}/${name}`, async (request, reply) => {
      if (!isLocal(request) || request.headers["content-type"] !== "application/json") return reply.code(403).send();
      try {
        return { done: true, answer: action(simulator, JSON.parse(String(request.body))) };
      } catch (error) {
        return reply.code(400).send({ done: false, why: (error as Error).message });
      }
    });
  }
  for (const [name, question] of Object.entries(QUESTIONS)) {
    app.get(`${CONTROL_PATH}/${name}`, async (request, reply) =>
      isLocal(request) ? question(simulator) : reply.code(403).send(),
    );
  }
}

/** Whether a request's host is this machine. A page of another site can reach loopback only under its own host name. */
export function isLocal(request: FastifyRequest): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "");
}
