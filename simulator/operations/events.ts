import { createHash } from "node:crypto";
import { z } from "zod";
import { chinaTime } from "../world/clock";
import type { Task } from "../world/task";
import { type Answer, type Call, clusterOf, fromToken, paged } from "./call";
import { COUNT, readQuery, texts } from "./input";

const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 50;
const SIZE = COUNT.refine((size) => size <= MAX_PAGE_SIZE, `at most ${MAX_PAGE_SIZE}`).optional();

const QUERY = z.strictObject({
  ...texts("task_id", "next_token"),
  page_number: COUNT.optional(),
  page_size: SIZE,
  max_results: SIZE,
});

/** DescribeClusterEvents (vendor page): what happened to a cluster, the newest first; by pages, or from token to token. */
export function describeClusterEvents(call: Call): Answer {
  const query = readQuery(call.query, QUERY);
  const { world } = call;
  const cluster = clusterOf(call);
  const events = [...world.tasks.values()]
    .filter((task) => task.clusterId === cluster.id && (query.task_id ?? task.id) === task.id)
    .flatMap(eventsOf)
    .sort((a, b) => b.atMs - a.atMs || b.order - a.order);
  const page = paged(events, query, DEFAULT_PAGE_SIZE);
  const { max_results: size, next_token: token } = query;
  const { items, next_token } =
    size === undefined && token === undefined
      ? { ...page, next_token: "" }
      : fromToken(events, token, size ?? DEFAULT_PAGE_SIZE);
  return { body: { events: items.map(({ item }) => item), next_token, page_info: page.page_info } };
}

interface Event {
  readonly atMs: number;
  /** Orders events of the same moment: a task's start comes before its end. */
  readonly order: number;
  readonly item: object;
}

const LEVELS = { success: "info", failed: "error", canceled: "warning" } as const;
const REASONS = { success: "Succeeded", failed: "Failed", canceled: "Canceled" } as const;

function eventsOf(task: Task): Event[] {
  const started = event(task, 0, task.startedMs, { level: "info", reason: "Started", message: `Start ${task.type}` });
  if (task.state === "running") return [started];
  const reason = REASONS[task.state];
  const message = task.error?.message ?? `${reason} ${task.type}`;
  return [started, event(task, 1, task.endedMs ?? task.startedMs, { level: LEVELS[task.state], reason, message })];
}

function event(task: Task, order: number, atMs: number, data: object): Event {
  return {
    atMs,
    order,
    item: {
      event_id: eventId(task, order),
      cluster_id: task.clusterId,
      source: "task",
      subject: task.clusterId,
      time: chinaTime(atMs),
      type: task.type,
      data,
    },
  };
}

/** The same event has the same id in every answer. */
function eventId(task: Task, order: number): string {
  const hex = createHash("sha256").update(`${task.id}/${order}`).digest("hex");
  return `e-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
