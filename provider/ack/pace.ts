/** How long something that began at `sinceMs` may take. The times are log-logistic: they have one peak and a long tail. */
export interface Expectation {
  /** When it began, in milliseconds from the start of the wait. */
  readonly sinceMs: number;
  /** Half of all times are shorter. In milliseconds, above 0. */
  readonly medianMs: number;
  /** Above 1; half of all times are within a factor of `3 ** (1 / steepness)` of the median. */
  readonly steepness: number;
  /** The weight beside other expectations. */
  readonly weight: number;
}

export interface Pace {
  readonly shortestMs: number;
  readonly longestMs: number;
  /** The chance of an end within the next second at which looks come at the shortest pause. */
  readonly likely: number;
}

const STEP_MS = 250;
/** Keeps the arithmetic finite, long after an expectation has lost its weight. */
const LARGEST_ODDS = 1e12;

/**
 * The pause until the next look. The lateness of a look and the number of looks have the smallest product where looks
 * are as dense as the square root of the chance that the end comes just then: for a pause g and a chance h, the cost
 * h * g / 2 + price / g is smallest at g = sqrt(2 * price / h).
 *
 * @param elapsedMs  since the start of the wait
 * @returns milliseconds from `shortestMs` to `longestMs`
 */
export function pauseFor(
  expectations: readonly Expectation[],
  elapsedMs: number,
  { shortestMs, longestMs, likely }: Pace,
): number {
  let looks = 0;
  let pauseMs = 0;
  while (looks < 1 && pauseMs < longestMs) {
    pauseMs += STEP_MS;
    const density = Math.sqrt(chancePerSecond(expectations, elapsedMs + pauseMs) / likely);
    looks += (STEP_MS / shortestMs) * density;
  }
  return Math.max(shortestMs, Math.min(pauseMs, longestMs));
}

/** The chance of an end within the next second, where none has come so far. An expectation that proves wrong counts less and less. */
function chancePerSecond(expectations: readonly Expectation[], elapsedMs: number): number {
  let ending = 0;
  let lasting = 0;
  for (const { sinceMs, medianMs, steepness, weight } of expectations) {
    const seconds = Math.max(1, elapsedMs - sinceMs) / 1000;
    const odds = Math.min(LARGEST_ODDS, ((seconds * 1000) / medianMs) ** steepness);
    const share = weight / (1 + odds);
    lasting += share;
    ending += (share * steepness * odds) / (1 + odds) / seconds;
  }
  return lasting > 0 ? ending / lasting : 0;
}
