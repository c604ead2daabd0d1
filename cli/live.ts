import { clearScreenDown, moveCursor } from "node:readline";
import { Writable } from "node:stream";
import type { Io } from "./io";

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
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      io.out(text);
      done();
    },
  });
  let shown: readonly string[] = [];
  const clear = () => {
    if (shown.length === 0) return;
    moveCursor(stream, 0, -shown.length);
    clearScreenDown(stream);
  };
  const put = (lines: readonly string[]) => {
    io.out(`${NO_WRAP}${lines.map((line) => `${line}\n`).join("")}${WRAP}`);
  };
  return {
    draw(lines) {
      clear();
      put(lines);
      shown = lines;
    },
    above(line) {
      clear();
      io.out(`${line}\n`);
      put(shown);
    },
    leave() {
      shown = [];
    },
  };
}
