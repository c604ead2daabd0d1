/**
 * This version compared with the one that `bench/baseline.json` names, figure by figure.
 *
 * The file holds each figure of that version as a multiple of a reference, which every run measures again: machines
 * differ, and these ratios hardly do.
 */
import { built } from "./baseline";
import { type Site, site } from "./contender";
import { beyond, inTurn, percent, type Sample, timed } from "./sample";
import type { ProgramCost } from "./typescript";

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
  /** What its waits cost with the same seeds, in words. */
  readonly waits: string;
  readonly figures: Readonly<Record<string, Recorded>>;
};

export const baselineRef = recorded.ref;
export const waitsBefore = recorded.waits;

/** One figure of this version, of the one before, and of the reference. A median of 0 for what this system does not report. */
export interface Figure extends Recorded {
  /** Without a deviation where it is recorded, not measured. */
  readonly before: Pick<Sample, "median"> & Partial<Sample>;
  readonly now: Sample;
  readonly least: Sample;
}

/**
 * @param least   the reference as this run measured it
 * @param before  the version before as this run measured it; default: as it is recorded
 */
export function comparison(name: string, least: Sample, now: Sample, before?: Sample): Figure {
  const facts = recorded.figures[name];
  if (facts === undefined) throw new Error(`bench/baseline.json has no figure "${name}"`);
  return { ...facts, least, now, before: before ?? { median: facts.ratio * least.median } };
}

/** The figures of whole commands, measured so often, with the version `ref` names where there is one. */
export async function ofCommands(rounds: number, ref?: string): Promise<Figure[]> {
  const sites: Record<string, Site> = {};
  try {
    for (const contender of ["empty", "stock", "dynamic", "plugin"] as const)
      sites[contender] = await site(contender, 1);
    if (ref !== undefined)
      for (const contender of ["dynamic", "plugin"] as const)
        sites[`${contender} before`] = await site(contender, 1, built(ref));
    const first = await inTurn(sites, rounds, ({ stack }) => timed(() => stack.preview()));
    for (const { stack } of Object.values(sites)) await stack.up();
    const again = await inTurn(sites, rounds, ({ stack }) => timed(() => stack.preview("--expect-no-changes")));
    const { empty, dynamic, plugin } = again as Record<"empty" | "dynamic" | "plugin", Sample>;
    const added = (one: Sample | undefined) => one && beyond(one, empty);
    return [
      comparison("plugin without a change", empty, beyond(plugin, empty), added(again["plugin before"])),
      comparison("dynamic without a change", empty, beyond(dynamic, empty), added(again["dynamic before"])),
      comparison("dynamic first preview", first.stock as Sample, first.dynamic as Sample, first["dynamic before"]),
    ];
  } finally {
    for (const one of Object.values(sites)) await one.close();
  }
}

/** The figures of TypeScript programs in a process of Node. */
export function ofPrograms(costs: readonly ProgramCost[]): Figure[] {
  const of = (program: ProgramCost["program"]) => costs.find((cost) => cost.program === program) as ProgramCost;
  const { preview: empty } = of("empty");
  return (["dynamic", "plugin"] as const).map((program) => {
    const { preview, before } = of(program);
    return comparison(`TypeScript, ${program}`, empty, beyond(preview, empty), before && beyond(before, empty));
  });
}

/** The cells of a table. */
export function rows(figures: readonly Figure[]): string[][] {
  return figures.map(({ what, reference, unit, before, now, least, target }) => {
    const shown = ({ median, deviation }: Figure["before"]) => {
      if (median === 0) return "not measured";
      const spread = deviation === undefined ? "" : ` ±${percent(deviation)}`;
      return `${Math.round(median)} ${unit}${spread}`;
    };
    const ratio = before.median === 0 ? "not measured" : `${(now.median / before.median).toFixed(2)}×`;
    return [what, shown(before), shown(now), ratio, `${target}×`, `${shown(least)} (${reference})`];
  });
}

/** Each figure that is worse than before, or misses its target, in a sentence. */
export function regressions(figures: readonly Figure[]): string[] {
  return figures.flatMap(({ what, before, now, target }) => {
    const ratio = before.median === 0 ? 0 : now.median / before.median;
    if (ratio > 1) return [`Worse than before: ${what}, ${ratio.toFixed(2)}×.`];
    return ratio > target ? [`Better than before, but not as meant: ${what}, ${ratio.toFixed(2)}× of ${target}×.`] : [];
  });
}
