import fc from "fast-check";
import { type Wait, WaitFailed, waitFor } from "../../provider/ack/wait";
import { manualClock } from "./support/clock";

const wait: Wait<string> = {
  subject: "cluster c-123",
  goal: "running",
  until: ["running"],
  through: ["initial", "updating"],
  pollIntervalMs: 2000,
  deadline: 60_000,
};

/** Answers one state after another, and the last one over again; a state's value says which poll saw it. */
function states(...states: readonly string[]) {
  let polls = 0;
  return async () => {
    const state = states[Math.min(polls, states.length - 1)] as string;
    return { state, value: `${state} at poll ${++polls}` };
  };
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    (value) => ({ resolved: value }),
    (reason: unknown) => reason,
  );
  if (!(error instanceof WaitFailed)) return error;
  return { why: error.why, lastState: error.lastState, seen: [...error.seen], message: error.message };
}

test("wait: polls at once, and an awaited state needs no sleep", async () => {
  const clock = manualClock();
  await expect(waitFor(states("running"), wait, clock)).resolves.toBe("running at poll 1");
  expect(clock.sleeps).toEqual([]);
});

test("wait: sleeps longer from poll to poll, up to 15 seconds, and returns what the last poll saw", async () => {
  const clock = manualClock(0.999999999);
  const onTheWay = Array<string>(6).fill("initial");
  const value = await waitFor(states(...onTheWay, "running"), { ...wait, deadline: 1e9 }, clock);
  expect([value, clock.sleeps.map(Math.round)]).toEqual([
    "running at poll 7",
    [2000, 4000, 8000, 15_000, 15_000, 15_000],
  ]);
});

test("wait: a poll interval above 15 seconds is kept as it is", async () => {
  const clock = manualClock(0.999999999);
  await waitFor(states("initial", "initial", "running"), { ...wait, pollIntervalMs: 30_000, deadline: 1e9 }, clock);
  expect(clock.sleeps.map(Math.round)).toEqual([30_000, 30_000]);
});

test("wait: a state that is neither awaited nor transitional ends it at once", async () => {
  const clock = manualClock();
  const error = await failure(waitFor(states("initial", "initial", "updating", "failed", "running"), wait, clock));
  expect([error, clock.sleeps]).toEqual([
    {
      why: "unexpected state",
      lastState: "failed",
      seen: [
        ["initial", 2],
        ["updating", 1],
        ["failed", 1],
      ],
      message: "cluster c-123 is failed instead of running after 7 s; seen: initial 2x, updating 1x, failed 1x",
    },
    [1000, 2000, 4000],
  ]);
});

test("wait: at the deadline it says for how long it waited and what it saw how often", async () => {
  const clock = manualClock();
  const error = await failure(waitFor(states("initial", "updating"), { ...wait, deadline: 5000 }, clock));
  expect([error, clock.sleeps]).toEqual([
    {
      why: "timed out",
      lastState: "updating",
      seen: [
        ["initial", 1],
        ["updating", 3],
      ],
      message: "cluster c-123 is still updating after 5 s; seen: initial 1x, updating 3x",
    },
    [1000, 2000, 2000],
  ]);
});

test.each([
  [0, "0 s"],
  [59_400, "59 s"],
  [60_000, "1 min"],
  [90_000, "1.5 min"],
  [3_600_000, "60 min"],
])("wait: after %d ms it says that it waited %s", async (ms, text) => {
  const clock = manualClock();
  const poll = async () => {
    clock.advance(ms);
    return { state: "initial", value: undefined };
  };
  expect(await failure(waitFor(poll, { ...wait, deadline: 0 }, clock))).toEqual({
    why: "timed out",
    lastState: "initial",
    seen: [["initial", 1]],
    message: `cluster c-123 is still initial after ${text}; seen: initial 1x`,
  });
});

test("wait: polls a last time at the deadline itself", async () => {
  const clock = manualClock();
  const poll = async () => ({ state: clock.now() >= 5000 ? "running" : "initial", value: clock.now() });
  await expect(waitFor(poll, { ...wait, deadline: 5000 }, clock)).resolves.toBe(5000);
});

test("wait: whatever the intervals and the chance, it ends at the deadline and polls no later", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40_000 }),
      fc.integer({ min: 0, max: 400_000 }),
      fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 5 }),
      async (pollIntervalMs, deadline, random) => {
        const clock = manualClock(...random);
        const error = await waitFor(states("initial"), { ...wait, pollIntervalMs, deadline }, clock).catch(
          (reason: unknown) => reason,
        );
        return error instanceof WaitFailed && error.why === "timed out" && Math.abs(clock.now() - deadline) < 1e-6;
      },
    ),
  );
});

test("wait: an aborted signal ends it before the first poll, with the signal's reason", async () => {
  const poll = jest.fn(states("initial"));
  const reason = new Error("cancelled");
  await expect(waitFor(poll, wait, manualClock(), AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(poll.mock.calls.length).toBe(0);
});

test("wait: a signal that aborts midway ends it at the next sleep, with the signal's reason", async () => {
  const abort = new AbortController();
  const reason = new Error("cancelled");
  const poll = jest.fn(async () => {
    abort.abort(reason);
    return { state: "initial", value: undefined };
  });
  await expect(waitFor(poll, wait, manualClock(), abort.signal)).rejects.toBe(reason);
  expect(poll.mock.calls.length).toBe(1);
});

test("wait: a poll's own error ends it as it is", async () => {
  const error = new Error("refused");
  await expect(waitFor(() => Promise.reject(error), wait, manualClock())).rejects.toBe(error);
});
