/** The first line of a generated page. */
export function pageHeader(source: string): string {
  return `<!-- Generated from ${source} by "npm run generate". Do not edit. -->\n\n`;
}

/** Text escaped for Markdown: outside of code, an angle bracket would start an HTML element. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;")))
    .join("");
}

/** A table with one row for each list of cells, which are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function code(text: string): string {
  return `\`${text}\``;
}
