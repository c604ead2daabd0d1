import { randomBytes } from "node:crypto";
import { z } from "zod";
import { utcTime } from "../world/clock";
import type { ClusterCheck } from "../world/cluster";
import { Refusal } from "../world/refusal";
import { TASK_MS } from "../world/task";
import { type Answer, type Call, clusterIn, clusterOf } from "./call";
import { readBody, readNoQuery, readQuery, texts } from "./input";

const RUN = z.strictObject({
  type: z.string(),
  ...texts("target"),
  options: z.record(z.string(), z.string()).optional(),
});

/** RunClusterCheck (vendor page): the check always succeeds once its time has passed. */
export function runClusterCheck(call: Call): Answer {
  const body = readBody(call.body, RUN);
  const { clock } = call.world;
  const cluster = clusterIn(call, "RunClusterCheck");
  const check: ClusterCheck = {
    id: `${clock.now()}-${cluster.id}-clustercheck-${randomBytes(3).toString("hex")}`,
    type: body.type,
    target: body.target ?? "",
    createdMs: clock.now(),
    finishesMs: clock.now() + clock.length(TASK_MS.check),
  };
  cluster.checks.push(check);
  return { body: { check_id: check.id, request_id: call.requestId } };
}

/** GetClusterCheck (vendor page). */
export function getClusterCheck(call: Call): Answer {
  readNoQuery(call.query);
  const id = call.path.checkId ?? "";
  const check = clusterOf(call).checks.find((one) => one.id === id);
  if (check === undefined) throw new Refusal(404, "CheckNotFound", `check {${id}} not found`);
  return { body: { ...checkItem(check, call.world.clock.now()), check_items: {} } };
}

const LIST_QUERY = z.strictObject(texts("type", "target"));

/** ListClusterChecks (vendor page): the newest first. */
export function listClusterChecks(call: Call): Answer {
  const { type, target } = readQuery(call.query, LIST_QUERY);
  const checks = clusterOf(call).checks.filter(
    (one) => (type ?? one.type) === one.type && (target ?? one.target) === one.target,
  );
  return { body: { checks: checks.reverse().map((check) => checkItem(check, call.world.clock.now())) } };
}

function checkItem(check: ClusterCheck, nowMs: number): Record<string, string> {
  const isOver = nowMs >= check.finishesMs;
  return {
    check_id: check.id,
    type: check.type,
    status: isOver ? "Succeeded" : "Running",
    message: isOver ? "task succeed" : "",
    created_at: utcTime(check.createdMs),
    finished_at: isOver ? utcTime(check.finishesMs) : "",
  };
}
