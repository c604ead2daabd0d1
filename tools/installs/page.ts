import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const page = join(__dirname, "..", "..", "docs", "installation.md");

/** Puts a table between its two marks on the page. */
export function writeTable(name: string, rows: readonly (readonly string[])[]): void {
  writeFileSync(page, withTable(readFileSync(page, "utf8"), name, rows));
}

/**
 * A page with a new table between `<!-- NAME: … -->` and `<!-- end of NAME -->`.
 *
 * @param rows  the head first
 * @throws Error if the page lacks the marks
 */
export function withTable(text: string, name: string, rows: readonly (readonly string[])[]): string {
  const marks = new RegExp(`(<!-- ${name}: [^>]*-->\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
  if (!marks.test(text)) throw new Error(`docs/installation.md has no marks for the table ${name}`);
  return text.replace(marks, (_, begin: string, end: string) => `${begin}\n${markdown(rows)}\n${end}`);
}

/** A table in Markdown. */
export function markdown([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("");
}
