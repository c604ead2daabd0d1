/** What was measured several times. */
export interface Sample {
  readonly median: number;
  /** The median absolute deviation, as a fraction of the median: half of the measurements are nearer. */
  readonly deviation: number;
}

export function sample(values: readonly number[]): Sample {
  const middle = median(values);
  const deviation = median(values.map((value) => Math.abs(value - middle)));
  return { median: middle, deviation: middle === 0 ? 0 : deviation / middle };
}

/** What one sample has beyond another one. Both deviate. */
export function beyond(one: Sample, other: Sample): Sample {
  const difference = one.median - other.median;
  const deviation = Math.hypot(one.median * one.deviation, other.median * other.deviation);
  return { median: difference, deviation: difference === 0 ? 0 : deviation / Math.abs(difference) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** A fraction, for a person. */
export const percent = (fraction: number) => `${Math.round(fraction * 100)} %`;

/** Measures named subjects in turn, so many rounds, so that other load on the machine affects all of them. */
export async function inTurn<Name extends string, S>(
  subjects: Readonly<Record<Name, S>>,
  rounds: number,
  measure: (subject: S) => Promise<number>,
): Promise<Record<Name, Sample>> {
  const named = Object.entries<S>(subjects).map(([name, subject]) => ({ name, subject, values: [] as number[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const { subject, values } of named) values.push(await measure(subject));
  return Object.fromEntries(named.map(({ name, values }) => [name, sample(values)])) as Record<Name, Sample>;
}

/** How long something takes, in milliseconds. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
