/** A text, and where in the original each of its characters ends; `ends` is undefined for the original itself. */
export interface Mapped {
  readonly text: string;
  readonly ends: readonly number[] | undefined;
}

/** What stands for an ASCII character once no escape is told from what it escapes. */
const plainAscii: readonly string[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === "\\") return "";
  // A form's encoding writes a space as "+".
  if (character === "+") return " ";
  const short = { "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t" }[character];
  if (short !== undefined) return short;
  return /[ -~]/.test(character) && !/["'<>&=`]/.test(character) ? character.toLowerCase() : unicode(code);
});

/** How JSON can write any character; without the backslash. */
function unicode(code: number): string {
  return `u${code.toString(16).padStart(4, "0")}`;
}

/**
 * A text as it is whatever JSON it was put into, and however often: without backslashes, each character as the rest of
 * its own escape, in lower case. Putting text into JSON does not change it.
 */
export function unescaped({ text, ends }: Mapped): Mapped {
  const parts: string[] = [];
  const newEnds: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const part = code < 128 ? (plainAscii[code] as string) : unicode(code);
    parts.push(part);
    for (let character = 0; character < part.length; character++) newEnds.push(ends?.[at] ?? at + 1);
  }
  return { text: parts.join(""), ends: newEnds };
}

/** A text with one layer of percent-encoding taken off; `undefined` where there is none. */
export function decodePercents({ text, ends }: Mapped): Mapped | undefined {
  const parts: string[] = [];
  const newEnds: number[] = [];
  let done = 0;
  const take = (character: string, end: number) => {
    parts.push(character);
    for (let unit = 0; unit < character.length; unit++) newEnds.push(ends?.[end - 1] ?? end);
  };
  const takeUntil = (until: number) => {
    for (; done < until; done++) take(text[done] as string, done + 1);
  };
  for (const { 0: run, index } of text.matchAll(/(?:%[0-9a-fA-F]{2})+/g)) {
    takeUntil(index);
    for (const character of Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8")) {
      done = Math.min(index + run.length, done + 3 * Buffer.byteLength(character));
      take(character, done);
    }
    done = index + run.length;
  }
  if (done === 0) return undefined;
  takeUntil(text.length);
  return { text: parts.join(""), ends: newEnds };
}
