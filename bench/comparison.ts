/**
 * This version compared with the one that `bench/baseline.json` names, figure by figure.
 *
 * The file holds each figure of that version as a multiple of a reference, which every run measures again: machines
 * differ, and these ratios hardly do.
 */
import type { Run } from "./operations";
import type { Cost } from "./stock";

interface Recorded {
  /** What is measured, for a person. */
  readonly what: string;
  /** What it is a multiple of. */
  readonly reference: string;
  readonly unit: "ms" | "MiB";
  /** The figure of the version before, by the reference. */
  readonly ratio: number;
  /** The greatest ratio to the version before that is meant. */
  readonly target: number;
}

const recorded = require("./baseline.json") as {
  readonly ref: string;
  readonly figures: Readonly<Record<string, Recorded>>;
};

export const baselineRef = recorded.ref;

/** One figure of this version, of the one before, and of the reference. 0 for what this system does not report. */
export interface Figure extends Recorded {
  readonly before: number;
  readonly now: number;
  readonly least: number;
}

/**
 * @param least   the reference as this run measured it
 * @param before  the version before as this run measured it; default: as it is recorded
 */
export function comparison(name: string, least: number, now: number, before?: number): Figure {
  const facts = recorded.figures[name];
  if (facts === undefined) throw new Error(`bench/baseline.json has no figure "${name}"`);
  return { ...facts, least, now, before: before ?? facts.ratio * least };
}

/** The figures that the measurements of whole commands hold already. */
export function ofCommands(stock: readonly Cost[], runs: readonly Run[]): Figure[] {
  const first = (contender: Cost["contender"]) =>
    stock.find((cost) => cost.contender === contender)?.firstPreviewMs ?? 0;
  const { engineMs = 0, pluginMs = 0, dynamicMs = 0 } = runs.find(({ operation }) => operation === "nothing") ?? {};
  return [
    comparison("plugin without a change", engineMs, pluginMs - engineMs),
    comparison("dynamic without a change", engineMs, dynamicMs - engineMs),
    comparison("dynamic first preview", first("stock"), first("dynamic")),
  ];
}

/** The cells of a table. */
export function rows(figures: readonly Figure[]): string[][] {
  return figures.map(({ what, reference, unit, before, now, least, target }) => {
    const shown = (value: number) => (value === 0 ? "not measured" : `${Math.round(value)} ${unit}`);
    const ratio = before === 0 ? "not measured" : `${(now / before).toFixed(2)}×`;
    return [what, shown(before), shown(now), ratio, `${target}×`, `${shown(least)} (${reference})`];
  });
}

/** Each figure that is worse than before, or misses its target, in a sentence. */
export function regressions(figures: readonly Figure[]): string[] {
  return figures.flatMap(({ what, before, now, target }) => {
    const ratio = before === 0 ? 0 : now / before;
    if (ratio > 1) return [`Worse than before: ${what}, ${ratio.toFixed(2)}×.`];
    return ratio > target ? [`Better than before, but not as meant: ${what}, ${ratio.toFixed(2)}× of ${target}×.`] : [];
  });
}
