import { Clock, CREATE_MS, toMs } from "../../../simulator/world/clock";

const TIME_NOW = 1_000_000;

test("what is due happens in the order of its moments, each at its own", () => {
  const clock = new Clock("manual", TIME_NOW);
  const seen: [string, number][] = [];
  const note = (name: string) => (): void => {
    seen.push([name, clock.now() - TIME_NOW]);
  };
  clock.after(20, note("second"));
  clock.after(10, note("first"));
  clock.after(20, note("third"));
  clock.after(40, note("later"));
  clock.advance(30);
  expect([seen, clock.now()]).toEqual([
    [
      ["first", 10],
      ["second", 20],
      ["third", 20],
    ],
    TIME_NOW + 30,
  ]);
});

test("what is due may schedule more, which happens in the same step if it is due too", () => {
  const clock = new Clock("manual", TIME_NOW);
  const seen: number[] = [];
  clock.after(10, () => {
    clock.after(10, () => seen.push(clock.now() - TIME_NOW));
    clock.after(100, () => seen.push(clock.now() - TIME_NOW));
  });
  clock.advance(50);
  expect(seen).toEqual([20]);
});

test("what is canceled does not happen", () => {
  const clock = new Clock("manual", TIME_NOW);
  const due = clock.after(10, () => {
    throw new Error("canceled");
  });
  due.cancel();
  clock.advance(20);
  expect(due.atMs).toBe(TIME_NOW + 10);
});

test("lengths: none, the nominal one, or its share of the seconds", () => {
  const length = (progression: ConstructorParameters<typeof Clock>[0]): number =>
    new Clock(progression, TIME_NOW).length(CREATE_MS / 2);
  expect([length("immediate"), length("manual"), length({ seconds: 8 })]).toEqual([0, CREATE_MS / 2, 4_000]);
});

test("without advancing, manual time stands still", () => {
  const clock = new Clock("manual", TIME_NOW);
  expect(clock.now()).toBe(TIME_NOW);
});

test.each<[string | number, number]>([
  ["250ms", 250],
  ["30s", 30_000],
  ["1h30m", 5_400_000],
  ["0.5s", 500],
  [7, 7],
])("%s is %d milliseconds", (text, ms) => {
  expect(toMs(text)).toBe(ms);
});
