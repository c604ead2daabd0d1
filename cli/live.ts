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
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  moveCursor(stream, 0, -lines);
  clearScreenDown(stream);
  return text;
}
