/**
 * Rows in columns, two spaces apart.
 *
 * @param emphasise  how the first row is written
 */
export function columns(rows: readonly (readonly string[])[], emphasise: (text: string) => string): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return lines.map((line, index) => `${index === 0 ? emphasise(line) : line}\n`).join("");
}
