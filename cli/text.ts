import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import type { Io } from "./io";

/** The columns that a text takes on a terminal: Chinese characters take two. */
function width(text: string): number {
  const isWide = (character: string) => /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u.test(character);
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

/**
 * Rows in columns, two spaces apart.
 *
 * @param emphasise  how the first row is written
 */
export function columns(rows: readonly (readonly string[])[], emphasise: (text: string) => string): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - width(cell)))
      .join("  ")
      .trimEnd(),
  );
  return lines.map((line, index) => `${index === 0 ? emphasise(line) : line}\n`).join("");
}

/** Text of others on one line, without what would steer a terminal. */
export function plain(text: unknown): string {
  return stripVTControlCharacters(typeof text === "object" && text !== null ? JSON.stringify(text) : String(text ?? ""))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

/**
 * A text as one word of a command line, for the user to copy: paths hold blanks, URNs dollar signs, addresses brackets and
 * quotes. Quotes are of the kind that the platform's shell knows.
 */
export function quoted(text: string, platform: string = process.platform): string {
  const isWindows = platform === "win32";
  if ((isWindows ? /^[\w./:\\-]+$/ : /^[\w./-]+$/).test(text)) return text;
  return isWindows ? `"${text.replaceAll('"', '\\"')}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

export type Colours = ReturnType<typeof pc.createColors>;

/** The colours of what `io.out` writes. */
export function colours(io: Io): Colours {
  return pc.createColors(isColoured(io, io.isTerminal));
}

/** The colours of what `io.err` writes. */
export function errColours(io: Io): Colours {
  return pc.createColors(isColoured(io, io.isErrTerminal));
}

/** As no-color.org and force-color.org ask for, where the former goes first; otherwise where a person reads. */
function isColoured({ env }: Io, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return !["0", "false"].includes(env.FORCE_COLOR);
  return isTerminal && env.TERM !== "dumb";
}
