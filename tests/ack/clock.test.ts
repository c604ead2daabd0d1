import { getEventListeners } from "node:events";
import fc from "fast-check";
import { backOff, systemClock } from "../../provider/ack/clock";
import { manualClock } from "./support/clock";

test("back-off: doubles from the base up to the limit", () => {
  const pauses = [0, 1, 2, 3, 4, 5].map((attempt) => backOff(manualClock(), attempt, 1000, 10_000));
  expect(pauses).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
});

test("back-off: the upper half of a pause is random", () => {
  const pauses = [0, 0.5, 0.75].map((random) => backOff(manualClock(random), 0, 1000, 10_000));
  expect(pauses).toEqual([500, 750, 875]);
});

test("back-off: stays between half and all of the doubled base, and never above the limit", () => {
  fc.assert(
    fc.property(
      fc.nat(2000),
      fc.integer({ min: 1, max: 60_000 }),
      fc.integer({ min: 1, max: 60_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, baseMs, limitMs, random) => {
        const pause = backOff(manualClock(random), attempt, baseMs, limitMs);
        const full = Math.min(baseMs * 2 ** attempt, limitMs);
        return pause >= full / 2 && pause <= full && Number.isFinite(pause);
      },
    ),
  );
});

test("system clock: a sleep that is aborted before it begins rejects with the signal's reason", async () => {
  const reason = new Error("cancelled");
  await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test("system clock: a sleep that is aborted midway rejects with the signal's reason", async () => {
  const abort = new AbortController();
  const reason = new Error("cancelled");
  const sleep = systemClock.sleep(60_000, abort.signal);
  abort.abort(reason);
  await expect(sleep).rejects.toBe(reason);
});

test("system clock: a sleep ends by itself and leaves no listener behind", async () => {
  const { signal } = new AbortController();
  const sleep = systemClock.sleep(0, signal);
  const during = getEventListeners(signal, "abort").length;
  await sleep;
  expect([during, getEventListeners(signal, "abort").length]).toEqual([1, 0]);
});

test("system clock: goes on when the machine's own clock is set back", () => {
  const before = systemClock.now();
  const date = jest.spyOn(Date, "now").mockReturnValue(0);
  const after = systemClock.now();
  date.mockRestore();
  expect(after).toBeGreaterThanOrEqual(before);
});
