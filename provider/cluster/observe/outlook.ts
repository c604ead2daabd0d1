import type { Operation } from "../../ack/operations";
import { type Expectation, pauseFor } from "../../ack/pace";
import { LONGEST_POLL_INTERVAL_MS } from "../../ack/wait";
import type { Values } from "../../table/check";
import type { Context, Course } from "../context/context";
import type { Place } from "../context/place";
import { courseOf, stagesOf } from "./durations";
import { earlierCourse, mayAskFor } from "./earlier";

const MINUTE_MS = 60_000;

/**
 * What clients report: a cluster is there after 2 to 20 minutes and gone after 3 to 10, an upgrade takes 10 to 30 minutes,
 * an add-on half a minute to 5. ACK publishes no times.
 */
const usualMs: Readonly<Partial<Record<Operation, number>>> = {
  CreateCluster: 4 * MINUTE_MS,
  DeleteCluster: 5 * MINUTE_MS,
  UpgradeCluster: 15 * MINUTE_MS,
  MigrateCluster: 20 * MINUTE_MS,
  InstallClusterAddons: MINUTE_MS,
  UnInstallClusterAddons: MINUTE_MS,
  UpgradeClusterAddons: MINUTE_MS,
  ModifyClusterAddon: MINUTE_MS,
};
const USUAL_CHANGE_MS = MINUTE_MS / 2;

/** Half of the tasks take from 0.6 to 1.7 times as long as usual. */
const STEEPNESS_OF_USUAL = 2;
/** Half of them take as long as an earlier one of the same kind, give or take a tenth. */
const STEEPNESS_OF_EARLIER = 12;
/** What is left after a stage varies more, measured by its own length. */
const STEEPNESS_OF_REST = 8;
/** One task in ten has nothing in common with earlier ones. */
const WEIGHT_OF_USUAL = 0.1;
const LARGEST_FACTOR = 4;
/** Looks that knowledge saves before an end is likely come when it is: both kinds of wait make about as many looks. */
const LIKELY_BY_USUAL = 0.12;
const LIKELY_BY_EARLIER = 0.07;

/** The shortest pause that follows from an outlook: a shorter poll interval is for the first looks alone. */
const SHORTEST_PAUSE_MS = 1_000;

/** A wait that has lasted this long is worth the calls that find out how long an earlier task took. */
const ASKED_AFTER_MS = 45_000;

/** How far a task was when it was read. */
interface Position {
  /** When each stage began that has begun, in milliseconds from the start of the task. */
  readonly stagesMs: readonly number[];
  readonly atMs: number;
}

/** What is known of when an operation ends. */
export interface Outlook {
  /**
   * Takes an answer of DescribeTaskInfo about the operation's own task. Once in a long wait, where nothing is known of an
   * earlier task, ACK is asked for one: no look waits for its answer.
   */
  learn(task: Values): void;
  /** @param elapsedMs  since the operation began */
  longestPauseMs(elapsedMs: number): number;
  /** Remembers how long the operation took. */
  end(): void;
}

/** The outlook on an operation that begins now; without one, and at a slow pace, nothing is expected. */
export function outlookOn(operation: Operation | undefined, place: Place, context: Context): Outlook {
  const { durations, settings, clock } = context;
  const { region } = place;
  if (operation === undefined || durations === undefined || settings.pollIntervalMs >= LONGEST_POLL_INTERVAL_MS)
    return { learn: () => {}, end: () => {}, longestPauseMs: () => LONGEST_POLL_INTERVAL_MS };
  const start = clock.now();
  const elapsedMs = () => clock.now() - start;
  let task: Values | undefined;
  let position: Position = { stagesMs: [], atMs: 0 };
  const ask = async (own: Values) => {
    if (elapsedMs() < ASKED_AFTER_MS || durations.of(region, operation).length > 0) return;
    if (!mayAskFor(operation) || !durations.mayAsk(region, operation)) return;
    const course = await earlierCourse(operation, own, place, context);
    if (course !== undefined) durations.add(region, operation, course);
  };
  return {
    learn(answer: Values) {
      task = answer;
      position = { stagesMs: stagesOf(answer), atMs: elapsedMs() };
      void ask(answer);
    },
    end() {
      const course = (task && courseOf(task)) ?? { totalMs: elapsedMs(), stagesMs: position.stagesMs };
      if (course.totalMs > 0) durations.add(region, operation, course);
    },
    longestPauseMs(elapsedMs: number) {
      return pauseWhile(operation, { earlier: durations.of(region, operation), position }, elapsedMs, context);
    },
  };
}

/**
 * The longest pause that makes sense while an operation goes on, by what is known of its duration so far.
 *
 * @param elapsedMs  since the operation began
 */
function pauseWhile(
  operation: Operation,
  { earlier, position }: { readonly earlier: readonly Course[]; readonly position: Position },
  elapsedMs: number,
  { settings }: Pick<Context, "settings">,
): number {
  const usual = { sinceMs: 0, medianMs: usualMs[operation] ?? USUAL_CHANGE_MS, steepness: STEEPNESS_OF_USUAL };
  const expectations = [
    { ...usual, weight: WEIGHT_OF_USUAL },
    ...earlier.map((course) => ({ ...restOf(course, position), weight: (1 - WEIGHT_OF_USUAL) / earlier.length })),
  ];
  const likely = earlier.length > 0 ? LIKELY_BY_EARLIER : LIKELY_BY_USUAL;
  const bounds = {
    shortestMs: Math.max(settings.pollIntervalMs, SHORTEST_PAUSE_MS),
    longestMs: LONGEST_POLL_INTERVAL_MS,
  };
  return pauseFor(expectations, elapsedMs, { ...bounds, likely });
}

/**
 * The rest of a task that goes like an earlier one, and as much slower or faster as it reached its present stage. One
 * that is late for its next stage is at least that much slower.
 */
function restOf({ totalMs, stagesMs: before }: Course, { stagesMs, atMs }: Position): Omit<Expectation, "weight"> {
  const stage = Math.max(0, stagesMs.length - 1);
  const [sinceMs, sinceBeforeMs] = [stagesMs[stage] ?? 0, before[stage] ?? 0];
  const isComparable = sinceMs > 0 && sinceBeforeMs > 0 && sinceBeforeMs < totalMs;
  const factor = isComparable ? sinceMs / sinceBeforeMs : 1;
  const atLeast = atMs / (before[stage + 1] || Number.POSITIVE_INFINITY);
  const slowness = Math.min(LARGEST_FACTOR, Math.max(1 / LARGEST_FACTOR, factor, atLeast));
  return isComparable
    ? { sinceMs, medianMs: (totalMs - sinceBeforeMs) * slowness, steepness: STEEPNESS_OF_REST }
    : { sinceMs: 0, medianMs: totalMs * slowness, steepness: STEEPNESS_OF_EARLIER };
}
