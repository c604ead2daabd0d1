import type { Clock } from "../../provider/ack/clock";
import { isWatched, statusLines } from "../../provider/hosts/progress";

/** A clock that stands until it is moved. */
class ManualClock implements Clock {
  private time = 0;
  now = () => this.time;
  random = () => 0;
  sleep = () => Promise.reject(new Error("a status line waits for nobody"));
  advance(seconds: number) {
    this.time += seconds * 1000;
  }
}

describe("status lines", () => {
  let clock: ManualClock;
  let lines: string[];
  let report: (state: string, stage?: string) => void;

  beforeEach(() => {
    clock = new ManualClock();
    lines = [];
    const show = statusLines(clock, (line) => lines.push(line));
    report = (state, stage) => show({ state, stage, elapsedMs: clock.now() });
  });

  test("the first one comes at once, with state, stage and elapsed time", () => {
    report("initial", "prepare_vpc");
    expect(lines).toEqual(["initial: prepare_vpc (0s)"]);
  });

  test("a state without a task has no stage", () => {
    report("initial");
    expect(lines).toEqual(["initial (0s)"]);
  });

  test("what has not changed is not reported again", () => {
    report("initial", "prepare_vpc");
    clock.advance(60);
    report("initial", "prepare_vpc");
    expect(lines).toEqual(["initial: prepare_vpc (0s)"]);
  });

  test("a change is reported", () => {
    report("initial", "prepare_vpc");
    clock.advance(75);
    report("initial", "init_master");
    clock.advance(30);
    report("running", "init_master");
    expect(lines).toEqual([
      "initial: prepare_vpc (0s)",
      "initial: init_master (1m15s)",
      "running: init_master (1m45s)",
    ]);
  });

  test("one that follows another at once waits until a few seconds have passed", () => {
    report("initial", "prepare_vpc");
    clock.advance(1);
    report("initial", "init_master");
    clock.advance(1.9);
    report("initial", "init_master");
    expect(lines).toHaveLength(1);
    clock.advance(0.1);
    report("initial", "init_master");
    expect(lines).toEqual(["initial: prepare_vpc (0s)", "initial: init_master (3s)"]);
  });

  test("minutes have two digits of seconds", () => {
    clock.advance(303);
    report("initial");
    expect(lines).toEqual(["initial (5m03s)"]);
  });
});

test("a run on a build server counts as unwatched", () => {
  expect(isWatched({ CI: "true" })).toBe(false);
});
