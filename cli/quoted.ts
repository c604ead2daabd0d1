/**
 * A text as one word of a command line, for the user to copy: paths hold blanks, URNs dollar signs, addresses brackets and
 * quotes. Quotes are of the kind that the platform's shell knows.
 */
export function quoted(text: string, platform: string = process.platform): string {
  const isWindows = platform === "win32";
  if ((isWindows ? /^[\w./:\\-]+$/ : /^[\w./-]+$/).test(text)) return text;
  return isWindows ? `"${text.replaceAll('"', '\\"')}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}
