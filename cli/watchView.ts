import { clearScreenDown, moveCursor } from "node:readline";
import { Writable } from "node:stream";
import type { WatchAnswer } from "./answers";
import type { Io } from "./io";
import { type Colours, colours } from "./text";
import type { EventView, Snapshot, Stage, TaskView } from "./watched";

export type Outcome = Extract<WatchAnswer, { type: "end" }>["outcome"];

/** How a watch is shown. */
export interface View {
  show(seen: Snapshot, elapsedMs: number): void;
  /** Time went by, and nothing else. */
  tick(elapsedMs: number): void;
  /** Says something beside the result, such as a warning. */
  say(text: string): void;
  /** Nothing more of what goes on will be shown. */
  leave(): void;
  end(outcome: Outcome, message: string, elapsedMs: number): void;
}

/** The view for a reader: JSON for programs, an area that redraws itself on a terminal, lines for a log. */
export function viewOf(io: Io, isJson: boolean): View {
  if (isJson) return jsonView(io);
  return io.isTerminal && io.env.TERM !== "dumb" ? liveView(io) : lineView(io);
}

function jsonView(io: Io): View {
  const isChange = changes();
  const write = (line: WatchAnswer) => io.out(`${JSON.stringify(line)}\n`);
  return {
    show(seen, elapsedMs) {
      for (const event of seen.events) write({ type: "event", ...event });
      if (!isChange(seen)) return;
      const { state, task } = seen;
      const elapsedSeconds = inSeconds(elapsedMs);
      write({ type: "progress", elapsedSeconds, ...(state && { state }), ...(task && { task: taskAnswer(task) }) });
    },
    tick() {},
    say: (text) => io.err(text),
    leave() {},
    end: (outcome, message, elapsedMs) =>
      write({ type: "end", outcome, elapsedSeconds: inSeconds(elapsedMs), message }),
  };
}

function taskAnswer({ id, type, state, stages }: TaskView) {
  return { id, type, state, stages: stages.map(({ name, state: word }) => ({ name, state: word })) };
}

function lineView(io: Io): View {
  const isChange = changes();
  const paint = colours(io);
  let isFirst = true;
  return {
    show(seen, elapsedMs) {
      if (isFirst) io.out(`${paint.bold(seen.title)}\n`);
      isFirst = false;
      for (const event of seen.events) io.out(`${elapsed(elapsedMs)}  ${eventLine(event, paint)}\n`);
      if (isChange(seen)) io.out(`${elapsed(elapsedMs)}  ${changeLine(seen)}\n`);
    },
    tick() {},
    say: (text) => io.err(text),
    leave() {},
    end: (outcome, message, elapsedMs) => io.out(`${elapsed(elapsedMs)}  ${outcomeLine(outcome, message, paint)}\n`),
  };
}

function liveView(io: Io): View {
  const paint = colours(io);
  const area = liveArea(io);
  let last: Snapshot | undefined;
  const draw = (elapsedMs: number) => {
    if (last) area.draw(frame(last, elapsedMs, paint));
  };
  return {
    show(seen, elapsedMs) {
      last = seen;
      for (const event of seen.events) area.above(eventLine(event, paint));
      draw(elapsedMs);
    },
    tick: draw,
    // On the same terminal it would tear the area apart.
    say: (text) => (io.isErrTerminal ? area.above(text.trimEnd()) : io.err(text)),
    leave: () => area.leave(),
    end(outcome, message, elapsedMs) {
      draw(elapsedMs);
      area.leave();
      io.out(`${outcomeLine(outcome, message, paint)}\n`);
    },
  };
}

function frame({ title, state, task }: Snapshot, elapsedMs: number, paint: Colours): string[] {
  const word = state ?? task?.state ?? "";
  const head = `${paint.bold(title)}  ${stateColour(word, paint)(word)}  ${paint.dim(elapsed(elapsedMs))}`;
  if (task === undefined) return [head];
  const { stages, type } = task;
  const widest = Math.max(0, ...stages.map(({ name }) => name.length));
  return [
    head,
    `  ${bar(stages, paint)}  ${type}, ${progress(task)}`,
    ...stages.map((stage) => {
      const took = stage.tookMs === undefined ? "" : paint.dim(`  ${elapsed(stage.tookMs)}`);
      return `  ${stageColour(stage, paint)(marks[stage.state])} ${stage.name.padEnd(widest)}${took}`;
    }),
  ];
}

const marks = { done: "✓", running: "●", failed: "✗", waiting: "·" } as const;
const fills = { done: "█", running: "▒", failed: "▚", waiting: "░" } as const;
const BAR_CELLS = 32;
const FEWEST_CELLS = 2;

/** One piece for each stage that ACK tells. It promises no end: ACK does not say how many stages follow. */
function bar(stages: readonly Stage[], paint: Colours): string {
  const cells = Math.max(FEWEST_CELLS, Math.floor((BAR_CELLS + 1) / Math.max(1, stages.length)) - 1);
  return stages.map((stage) => stageColour(stage, paint)(fills[stage.state].repeat(cells))).join(" ");
}

function progress({ stages, state }: TaskView): string {
  const done = stages.filter((stage) => stage.state === "done").length;
  const at = stages.find((stage) => stage.state === "running" || stage.state === "failed");
  const counted = `${done} ${done === 1 ? "stage" : "stages"} done`;
  return at === undefined ? `${counted}, ${state}` : `${counted}, ${at.state} in ${at.name}`;
}

function changeLine({ state, task }: Snapshot): string {
  const parts = [state, task && `${task.type}, ${progress(task)}`];
  return parts.filter((part) => part !== undefined).join(": ");
}

function eventLine({ time, level, reason, message }: EventView, paint: Colours): string {
  const colour = level === "error" ? paint.red : level === "warning" ? paint.yellow : paint.dim;
  return [paint.dim(time), colour(level), reason && `${reason}:`, message].filter(Boolean).join(" ");
}

function outcomeLine(outcome: Outcome, message: string, paint: Colours): string {
  const colour = { succeeded: paint.green, failed: paint.red, "timed out": paint.yellow }[outcome];
  const mark = { succeeded: "✓", failed: "✗", "timed out": "!" }[outcome];
  return `${colour(`${mark} ${outcome}:`)} ${message}`;
}

function stateColour(state: string, { green, red, yellow }: Colours): (text: string) => string {
  if (["running", "success", "gone"].includes(state)) return green;
  return /fail|unavailable|inactive|cancel/.test(state) ? red : yellow;
}

function stageColour({ state }: Stage, { green, red, yellow, dim }: Colours): (text: string) => string {
  return { done: green, failed: red, running: yellow, waiting: dim }[state];
}

/** A filter that lets a look pass when it shows another state, task or stage than the one before. */
function changes(): (seen: Snapshot) => boolean {
  let before = "";
  return ({ state, task }) => {
    const now = JSON.stringify([state, task?.id, task?.state, task?.stages.map((stage) => [stage.name, stage.state])]);
    const isChange = now !== before;
    before = now;
    return isChange;
  };
}

function inSeconds(ms: number): number {
  return Math.round(ms / 1000);
}

/** `4:05`, `1:04:05`. */
function elapsed(ms: number): string {
  const seconds = inSeconds(ms);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** No line wraps in between: the terminal cuts what is too long, so that lines can be counted. */
const NO_WRAP = "\u001b[?7l";
const WRAP = "\u001b[?7h";

/** The last lines of a terminal, drawn over and over. */
export interface LiveArea {
  /** Shows these lines in the place of the last ones. */
  draw(lines: readonly string[]): void;
  /** Writes a line that stays, above the area. */
  above(line: string): void;
  /** Leaves the area as it is: what follows is written below. */
  leave(): void;
}

export function liveArea(io: Io): LiveArea {
  let shown: readonly string[] = [];
  // Each time in one piece: a terminal that paints in between would flicker.
  const redraw = (above: string, lines: readonly string[]) => {
    const area = lines.length === 0 ? "" : `${NO_WRAP}${lines.map((line) => `${line}\n`).join("")}${WRAP}`;
    io.out(`${erasing(shown.length)}${above}${area}`);
    shown = lines;
  };
  return {
    draw: (lines) => redraw("", lines),
    above: (line) => redraw(`${line}\n`, shown),
    leave() {
      shown = [];
    },
  };
}

/** What takes away so many lines above the cursor. */
function erasing(lines: number): string {
  if (lines === 0) return "";
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  moveCursor(stream, 0, -lines);
  clearScreenDown(stream);
  return text;
}
