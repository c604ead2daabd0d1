import type { Operation } from "../../ack/operations";
import type { Values } from "../../table/check";
import { objectsIn, textOf } from "../../table/values";
import type { Course, Durations } from "../context/context";
import { hasSucceeded } from "../properties/states";

const MOST_REMEMBERED = 5;

/** The durations that a run has learned; empty at first. */
export function durations(): Durations {
  const courses = new Map<string, readonly Course[]>();
  const asked = new Set<string>();
  const keyOf = (region: string, operation: Operation) => `${region} ${operation}`;
  const of = (region: string, operation: Operation) => courses.get(keyOf(region, operation)) ?? [];
  return {
    of,
    add(region, operation, course) {
      courses.set(keyOf(region, operation), [course, ...of(region, operation)].slice(0, MOST_REMEMBERED));
    },
    mayAsk(region, operation) {
      const key = keyOf(region, operation);
      return !asked.has(key) && asked.add(key) !== undefined;
    },
  };
}

/** The course of a task; `undefined` unless it has succeeded and ACK reports its times. Source: DescribeTaskInfo. */
export function courseOf(task: Values): Course | undefined {
  if (!hasSucceeded(task.state)) return undefined;
  const totalMs = Date.parse(textOf(task.updated) ?? "") - Date.parse(textOf(task.created) ?? "");
  return totalMs > 0 ? { totalMs, stagesMs: stagesOf(task) } : undefined;
}

/** When each stage began that has begun, in milliseconds from the first one. Their times name no time zone. */
export function stagesOf({ stages }: Values): readonly number[] {
  const starts = objectsIn(stages).map(({ start_time }) => Date.parse(`${textOf(start_time)?.replace(" ", "T")}Z`));
  const [first = Number.NaN] = starts;
  return starts.map((start) => start - first).filter((ms) => ms >= 0);
}
