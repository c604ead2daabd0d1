/** Stands before a number that JavaScript cannot hold, inside the text that takes its place. */
const MARK = "\u0000number ";
const MARKED = /"\\u0000number ([^"]*)"/g;
/** Strings, which are left alone, and numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The value of JSON text, in which two numbers are equal only where they are the same number: one that JavaScript would
 * round becomes a text of its own.
 *
 * @throws SyntaxError for text that is not JSON
 */
export function parseExact(text: string): unknown {
  // What is not JSON stays no JSON, whatever is put in its place.
  JSON.parse(text);
  return JSON.parse(
    text.replace(TOKENS, (token) =>
      token.startsWith('"') || isHeld(token) ? token : JSON.stringify(MARK + plainNumber(token)),
    ),
  );
}

/** The JSON text of a value that parseExact() returned. */
export function exactText(value: unknown): string {
  return JSON.stringify(value).replace(MARKED, "$1");
}

function isHeld(literal: string): boolean {
  const number = Number(literal);
  return Number.isFinite(number) && plainNumber(String(number)) === plainNumber(literal);
}

/** Without the zeros at the end. A search by a pattern would begin anew at each zero, and a number can be long. */
function lengthWithoutZeros(digits: string): number {
  let length = digits.length;
  while (digits[length - 1] === "0") length -= 1;
  return length;
}

/** One spelling for each number: its digits without zeros at either end, and the power of ten that they are times. */
function plainNumber(literal: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.slice(0, lengthWithoutZeros(digits));
  if (significant === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}${power === 0n ? "" : `e${power}`}`;
}
