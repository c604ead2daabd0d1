import type { RecordedRequest } from "../../../simulator";
import type { Bench } from "./cluster";
import type { Run } from "./stack";
import { mendState, wholeState } from "./tornState";

/** Where in a call the power goes out: before it has done anything, or when it has and nobody heard the answer. */
type Side = "before it is handled" | "before its answer is read";

export interface Cut {
  readonly operation: string;
  readonly side: Side;
  /** How many calls of the operation go before. */
  readonly skip?: number;
}

/** Starts a run, and kills the engine and its hosts at the cut. @returns false where the run came to its end before */
export async function killed(life: Bench, cut: Cut, run: () => Promise<Run>): Promise<boolean> {
  const { simulator, stack } = life;
  let isOver = false;
  let hasCome = false;
  let seen = 0;
  let kept: string | undefined;
  const isMeant = (request: RecordedRequest) => request.operation === cut.operation && seen++ === (cut.skip ?? 0);
  simulator.onRequest((request) => {
    if (isOver) return;
    // The dead send nothing; what was on its way when they died is lost.
    if (hasCome) return simulator.failNext("*", { kind: "reset" });
    if (!isMeant(request)) return;
    hasCome = true;
    if (cut.side === "before it is handled") simulator.failNext(cut.operation, { kind: "reset" });
    else simulator.failNext(cut.operation, { kind: "slow", headersMs: 30_000 });
    kept = wholeState(stack);
    stack.kill();
  });
  // A cut in a wait: as long as time stands still, no other cluster comes to its tag's turn before.
  const isInWait = cut.operation === "DescribeTaskInfo";
  const ticking = setInterval(() => !hasCome && !isInWait && simulator.advance("1m"), 20);
  try {
    await run().then(
      () => undefined,
      () => undefined,
    );
  } finally {
    clearInterval(ticking);
  }
  if (hasCome) mendState(stack, kept);
  // A killed engine leaves its lock behind.
  if (hasCome) await stack.run("cancel", "--yes");
  isOver = true;
  return hasCome;
}
