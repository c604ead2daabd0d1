import fc from "fast-check";
import { type Expectation, pauseFor } from "../../provider/ack/pace";

const pace = { shortestMs: 2_000, longestMs: 15_000, likely: 0.1 };
const expected = (medianMs: number, others: Partial<Expectation> = {}): Expectation => ({
  sinceMs: 0,
  medianMs,
  steepness: 12,
  weight: 1,
  ...others,
});

/** The pauses, in seconds, at some seconds of a wait. */
const at = (expectations: readonly Expectation[], ...seconds: readonly number[]) =>
  seconds.map((second) => pauseFor(expectations, second * 1000, pace) / 1000);

test("pause: long before an end is likely it is as long as it may be, and close to it as short as it may be", () => {
  const [early, before, close] = at([expected(240_000, { steepness: 40 })], 60, 210, 245) as [number, number, number];
  expect([early, close]).toEqual([15, 2]);
  expect(before).toBeGreaterThan(close);
});

test("pause: ends before a likely end begins, however sparse the looks were", () => {
  const [pause] = at([expected(10_000, { sinceMs: 100_000, steepness: 40 })], 99) as [number];
  expect(pause).toBeGreaterThan(5);
  expect(pause).toBeLessThan(11);
});

test("pause: an expectation that proved wrong gives way to the others", () => {
  const usual = expected(240_000, { steepness: 2, weight: 0.1 });
  const [close, after, muchLater] = at([usual, expected(240_000, { weight: 0.9 })], 240, 360, 600) as [
    number,
    number,
    number,
  ];
  const [alone] = at([usual], 600) as [number];
  expect(close).toBeLessThan(after);
  expect(Math.abs(muchLater - alone)).toBeLessThan(0.5);
});

test("pause: follows the expectation of the larger weight", () => {
  const sure = (medianMs: number, weight: number) => expected(medianMs, { steepness: 40, weight });
  const [soon] = at([sure(120_000, 0.9), sure(480_000, 0.1)], 115) as [number];
  const [late] = at([sure(120_000, 0.1), sure(480_000, 0.9)], 115) as [number];
  expect(late / soon).toBeGreaterThan(2);
});

test("pause: is the longest one where nothing is expected", () => {
  expect(at([], 0, 600)).toEqual([15, 15]);
});

test("pause: an expectation that is long past has no effect beside another, and alone still ends in finite numbers", () => {
  const past = expected(1, { steepness: 60 });
  const usual = expected(240_000, { steepness: 2 });
  expect(at([past, usual], 600)).toEqual(at([usual], 600));
  expect(at([past], 60, 600, 6_000)).toEqual([2, 2.25, 6.5]);
});

test("pause: grows with the square root of the expected time, so that a time twice as long takes more looks, but not twice as many", () => {
  const [short] = at([expected(120_000, { steepness: 2 })], 120) as [number];
  const [long] = at([expected(240_000, { steepness: 2 })], 240) as [number];
  expect(long / short).toBeGreaterThan(1.2);
  expect(long / short).toBeLessThan(1.7);
});

test("pause: whatever is expected, it stays within its bounds", () => {
  const times = fc.double({ min: 0, max: 1e9, noNaN: true });
  const expectation = fc.record({
    sinceMs: times,
    medianMs: fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
    steepness: fc.integer({ min: 2, max: 60 }),
    weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });
  const bounds = fc
    .tuple(fc.integer({ min: 1_000, max: 14_999 }), fc.integer({ min: 15_000, max: 20_000 }))
    .map(([shortestMs, longestMs]) => ({ ...pace, shortestMs, longestMs }));
  fc.assert(
    fc.property(fc.array(expectation, { maxLength: 6 }), times, bounds, (expectations, elapsedMs, pace) => {
      const pause = pauseFor(expectations, elapsedMs, pace);
      return pause >= pace.shortestMs && pause <= pace.longestMs;
    }),
  );
});
