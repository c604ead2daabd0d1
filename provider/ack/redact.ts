import { decodePercents, type Mapped, unescaped } from "./encodings";

/** How many characters of a secret are looked up at each place of a text. */
const START_CHARACTERS = 4;
const SHOWN_INSTEAD = "[hidden]";
/** Percent-encoding inside percent-encoding, as a proxy that logs a request may write it. */
const MOST_PERCENT_LAYERS = 3;

/**
 * What begins with some characters: for each length of a secret, the hash of every beginning of that length, and the length
 * of the longest whole secret in it. A text that has a beginning of one length has those of all shorter lengths.
 */
type Beginnings = readonly (readonly [length: number, longest: Map<number, number>])[];
type Index = ReadonlyMap<string, Beginnings>;
type Range = readonly [start: number, end: number];

/**
 * Takes secrets out of a text: wherever one stands, as it is, in JSON inside of JSON, or percent-encoded. At each place
 * the longest one counts, and what overlaps goes together. Never throws. Takes time in proportion to the text
 * and the secrets.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  let index: Index | undefined;
  return (text) => {
    // Most operations end without a text to look into.
    index ??= indexOf(secrets);
    if (index.size === 0) return text;
    const ranges: Range[] = [];
    let view: Mapped = { text, ends: undefined };
    for (let layer = 0; layer <= MOST_PERCENT_LAYERS; layer++) {
      for (const range of rangesIn(unescaped(view), index)) ranges.push(range);
      const decoded = decodePercents(view);
      if (decoded === undefined) break;
      view = decoded;
    }
    return cutOut(text, ranges);
  };
}

function indexOf(secrets: readonly string[]): Index {
  const texts = new Set(secrets.map((secret) => unescaped({ text: secret, ends: undefined }).text));
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    if (text.length < START_CHARACTERS) continue;
    const start = text.slice(0, START_CHARACTERS);
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [text]);
    else group.push(text);
  }
  return new Map([...groups].map(([start, group]) => [start, beginningsOf(group)]));
}

function beginningsOf(texts: readonly string[]): Beginnings {
  const sorted = texts.toSorted((a, b) => a.length - b.length);
  const lengths = new Set(sorted.map(({ length }) => length));
  const beginnings = [...lengths].map((length) => [length, new Map<number, number>()] as const);
  for (const text of sorted) {
    const hashes = new Hashes(text);
    let longest = 0;
    for (const [length, known] of beginnings) {
      if (length > text.length) break;
      const key = hashes.key(0, length);
      longest = length === text.length ? length : Math.max(longest, known.get(key) ?? 0);
      known.set(key, longest);
    }
  }
  return beginnings;
}

function* rangesIn({ text, ends = [] }: Mapped, index: Index): Generator<Range> {
  const hashes = new Hashes(text);
  let covered = 0;
  for (let at = 0; at + START_CHARACTERS <= text.length; at++) {
    const beginnings = index.get(text.slice(at, at + START_CHARACTERS));
    if (beginnings === undefined) continue;
    const end = at + longestAt(at, hashes, beginnings);
    if (end === at || end <= covered) continue;
    covered = end;
    yield [at === 0 ? 0 : (ends[at - 1] as number), ends[end - 1] as number];
  }
}

/** The length of the longest secret that stands there; 0 for none. */
function longestAt(at: number, hashes: Hashes, beginnings: Beginnings): number {
  let longest = 0;
  for (let low = 0, high = beginnings.length; low < high; ) {
    const middle = (low + high) >> 1;
    const [length, known] = beginnings[middle] as Beginnings[number];
    const found = at + length <= hashes.length ? known.get(hashes.key(at, length)) : undefined;
    if (found === undefined) high = middle;
    else {
      longest = found;
      low = middle + 1;
    }
  }
  return longest;
}

function cutOut(text: string, ranges: readonly Range[]): string {
  let shown = "";
  let done = 0;
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    if (end <= done) continue;
    if (start >= done) shown += text.slice(done, start) + SHOWN_INSTEAD;
    done = end;
  }
  return shown + text.slice(done);
}

/** Hashes of any part of a text, each in constant time. Two that are alike by chance would hide too much, never too little. */
class Hashes {
  private readonly high: Sums;
  private readonly low: Sums;

  readonly length: number;

  constructor(text: string) {
    this.length = text.length;
    this.high = new Sums(text, 0x0100_0193);
    this.low = new Sums(text, 0x5bd1_e995);
  }

  key(at: number, length: number): number {
    return this.high.of(at, length) * 2 ** 21 + (this.low.of(at, length) >>> 11);
  }
}

/** A rolling hash of 32 bits. */
class Sums {
  private readonly sums: Int32Array;
  private readonly powers: Int32Array;

  constructor(text: string, base: number) {
    this.sums = new Int32Array(text.length + 1);
    this.powers = new Int32Array(text.length + 1).fill(1);
    for (let at = 0; at < text.length; at++) {
      this.sums[at + 1] = Math.imul(this.sums[at] as number, base) + text.charCodeAt(at) + 1;
      this.powers[at + 1] = Math.imul(this.powers[at] as number, base);
    }
  }

  of(at: number, length: number): number {
    const before = Math.imul(this.sums[at] as number, this.powers[length] as number);
    return ((this.sums[at + length] as number) - before) >>> 0;
  }
}
