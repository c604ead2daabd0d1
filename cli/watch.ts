import type { Command } from "commander";
import type { Clock } from "../provider/ack/clock";
import { AckError } from "../provider/ack/errors";
import { WaitFailed, waitFor } from "../provider/ack/wait";
import { isOnTheWay, onTheWay } from "../provider/cluster/properties/states";
import { exit } from "./exit";
import { type CommonFlags, command, contextOf, isClusterId, placeFrom, pointingFromName, wholeNumber } from "./flags";
import type { Io } from "./io";
import { type Looking, lookingAtCluster, lookingAtTask, type Snapshot } from "./watched";
import { type Outcome, viewOf } from "./watchView";

const DEFAULT_TIMEOUT_MINUTES = 60;
const TICK_MS = 1000;

interface Flags extends CommonFlags {
  readonly timeout: number;
}

export function watchCommand(io: Io, endWith: (code: number) => void): Command {
  return command("watch", "follow a cluster or a task until it is finished")
    .argument("<cluster-or-task>", "the cluster's id or a task's, or <region>/<id>")
    .option("--timeout <minutes>", "how many minutes to wait, 1 to 1440", wholeNumber(1, 1440), DEFAULT_TIMEOUT_MINUTES)
    .addHelpText(
      "after",
      `
Shows the state, the running task with its stages, and events. On a terminal it redraws itself; elsewhere it writes a line
for each change, as JSON with --json. ACK may report only the stages that have begun. The command only reads: Ctrl-C ends
the watch, and ACK continues its work.

Exits with 0 if the task succeeded, or if the cluster runs or is deleted; with 4 if it failed; with 5 if it was still in
progress after --timeout. Use it to follow a pulumi up that runs elsewhere, or to wait in a pipeline.

Examples:
  ack-serverless watch c0a1… --region cn-hangzhou
  ack-serverless watch cn-hangzhou/T-5faa… --timeout 30
  ack-serverless watch c0a1… --json | jq -r 'select(.type == "event").message'`,
    )
    .action(async (id: string, flags: Flags) => {
      endWith(await watch(id, flags, io));
    });
}

async function watch(id: string, flags: Flags, io: Io): Promise<number> {
  const view = viewOf(io, flags.json === true);
  const start = io.clock.now();
  const deadline = start + flags.timeout * 60_000;
  const context = { ...contextOf(flags, { ...io, err: (text) => view.say(text) }), deadline };
  const place = placeFrom(id, context);
  // Task ids have several forms; whatever is no cluster's is taken for one.
  const looking = isClusterId(place.id) ? lookingAtCluster(place, context) : lookingAtTask(place, context);
  const look = () => pointingFromName(place, context, looking);
  const elapsed = () => io.clock.now() - start;
  try {
    const { end } = await untilOver(
      async () => {
        const seen = await look();
        view.show(seen, elapsed());
        return seen;
      },
      {
        deadline,
        pollIntervalMs: context.settings.pollIntervalMs,
        clock: ticking(io.clock, () => view.tick(elapsed())),
      },
    );
    const outcome: Outcome = end?.succeeded ? "succeeded" : "failed";
    view.end(outcome, end?.message ?? "", elapsed());
    return end?.succeeded ? exit.done : exit.watchedFailed;
  } catch (error) {
    view.leave();
    const isOutOfTime = error instanceof WaitFailed || (error instanceof AckError && error.isOutOfTime);
    if (!isOutOfTime) throw error;
    view.end("timed out", `${place.id} is still in progress after ${flags.timeout} min`, elapsed());
    return exit.timedOut;
  }
}

interface Pace {
  readonly deadline: number;
  readonly pollIntervalMs: number;
  readonly clock: Clock;
}

function untilOver(look: Looking, { deadline, pollIntervalMs, clock }: Pace): Promise<Snapshot> {
  const poll = async () => {
    const value = await look();
    const state = value.end ? "over" : isOnTheWay(value.state) ? String(value.state) : "at work";
    return { state, value };
  };
  const wait = {
    subject: "it",
    goal: "over",
    until: ["over"],
    through: [...onTheWay, "at work"],
    pollIntervalMs,
    deadline,
  };
  return waitFor(poll, wait, clock);
}

/** A clock that wakes up each second of a pause, so that what is shown does not stand still. */
function ticking(clock: Clock, tick: () => void): Clock {
  return {
    now: () => clock.now(),
    random: () => clock.random(),
    async sleep(ms, signal) {
      for (let left = ms; left > 0; left -= TICK_MS) {
        await clock.sleep(Math.min(left, TICK_MS), signal);
        tick();
      }
    },
  };
}
