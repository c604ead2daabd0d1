import { decodePercents, type Mapped, unescaped } from "./encodings";

/** How many characters of a secret are looked up at each place of a text. */
const START_CHARACTERS = 4;
const SHOWN_INSTEAD = "[hidden]";
/** Percent-encoding inside percent-encoding, as a proxy that logs a request may write it. */
const MOST_PERCENT_LAYERS = 3;

/** The hashes of secrets, by how they begin and by length. */
type Index = ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<number>>>;
type Range = readonly [start: number, end: number];

/**
 * Takes secrets out of a text: wherever one stands, as it is, in JSON inside of JSON, or percent-encoded. At each place
 * the longest one counts, and what overlaps goes together. Never throws. Takes time in proportion to the text
 * and the secrets, unless secrets of many lengths begin alike.
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
  const index = new Map<string, Map<number, Set<number>>>();
  for (const text of new Set(secrets.map((secret) => unescaped({ text: secret, ends: undefined }).text))) {
    if (text.length < START_CHARACTERS) continue;
    const start = text.slice(0, START_CHARACTERS);
    const lengths = index.get(start) ?? new Map<number, Set<number>>();
    const keys = lengths.get(text.length) ?? new Set<number>();
    index.set(start, lengths.set(text.length, keys.add(new Hashes(text).key(0, text.length))));
  }
  for (const [start, lengths] of index) index.set(start, new Map([...lengths].sort(([a], [b]) => b - a)));
  return index;
}

function* rangesIn({ text, ends = [] }: Mapped, index: Index): Generator<Range> {
  const hashes = new Hashes(text);
  let covered = 0;
  for (let at = 0; at + START_CHARACTERS <= text.length; at++) {
    const lengths = index.get(text.slice(at, at + START_CHARACTERS));
    if (lengths === undefined) continue;
    for (const [length, keys] of lengths) {
      if (at + length <= covered) break;
      if (at + length > text.length || !keys.has(hashes.key(at, length))) continue;
      covered = at + length;
      yield [at === 0 ? 0 : (ends[at - 1] as number), ends[at + length - 1] as number];
      break;
    }
  }
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

  constructor(text: string) {
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
