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
