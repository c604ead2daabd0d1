import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";

/** What the control API needs of a simulator; the bodies come from outside, and the simulator checks them. */
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

const CLUSTER = z.strictObject({ cluster_id: z.string() });
const ADVANCE = z.strictObject({ by: z.union([z.string(), z.number()]) });
/** All other names are parameters of CreateCluster, which checks them. The default account owns the cluster. */
const SEED = z.looseObject({
  cluster_id: z.string().optional(),
  state: z.string().optional(),
  account: z.never().optional(),
});
const STATE = z.strictObject({ cluster_id: z.string(), state: z.string() });
const EDIT = z.strictObject({ cluster_id: z.string(), patch: z.looseObject({}) });
const COUNT = { times: z.number().optional(), skip: z.number().optional() };
const FAIL_NEXT = z.strictObject({ operation: z.string(), fault: z.looseObject({ kind: z.string() }), ...COUNT });
const FAIL_TASK = z.strictObject({
  type: z.string(),
  code: z.string(),
  message: z.string(),
  stage: z.string().optional(),
});

type Action = (simulator: Controlled, body: unknown) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
  advance: (simulator, body) => simulator.advance(ADVANCE.parse(body).by),
  seed: (simulator, body) => simulator.seed(SEED.parse(body) as never),
  state: (simulator, body) => {
    const { cluster_id: id, state } = STATE.parse(body);
    simulator.setState(id, state as never);
  },
  edit: (simulator, body) => {
    const { cluster_id: id, patch } = EDIT.parse(body);
    simulator.edit(id, patch as never);
  },
  vanish: (simulator, body) => simulator.vanish(CLUSTER.parse(body).cluster_id),
  "fail-next": (simulator, body) => {
    const { operation, fault, times = 1, skip = 0 } = FAIL_NEXT.parse(body);
    simulator.failNext(operation, fault as never, { times, skip });
  },
  "fail-task": (simulator, body) => {
    const { type, stage, code, message } = FAIL_TASK.parse(body);
    simulator.failTask(type as never, { code, message, ...(stage === undefined ? {} : { stage }) });
  },
};

const QUESTIONS: Readonly<Record<string, (simulator: Controlled) => unknown>> = {
  clusters: (simulator) => simulator.clusters(),
  resources: (simulator) => simulator.resources(),
  requests: (simulator) => simulator.requests(),
};

/**
 * Adds the control API to a listener.
 *
 * It asks for no key: every program on this machine may use it. The checks below only keep web pages out.
 */
export function addControl(app: FastifyInstance, simulator: () => Controlled): void {
  for (const [name, action] of Object.entries(ACTIONS)) {
    app.post(`${CONTROL_PATH}/${name}`, async (request, reply) => {
      if (!isLocal(request) || request.headers["content-type"] !== "application/json") return reply.code(403).send();
      try {
        return { done: true, answer: action(simulator(), JSON.parse(String(request.body))) };
      } catch (error) {
        return reply.code(400).send({ done: false, why: (error as Error).message });
      }
    });
  }
  for (const [name, question] of Object.entries(QUESTIONS)) {
    app.get(`${CONTROL_PATH}/${name}`, async (request, reply) =>
      isLocal(request) ? question(simulator()) : reply.code(403).send(),
    );
  }
}

/** Whether a request names this machine: a page of another site reaches loopback only under its own host name. */
export function isLocal(request: FastifyRequest): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "");
}
