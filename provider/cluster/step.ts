import type { Values } from "../table/check";
import type { Addon } from "./addons";
import type { Place } from "./look";
import { outputsOf } from "./outputs";
import { recordedNames } from "./plan";

/** A cluster on its way from what is recorded to what a program wants. */
export interface Step {
  readonly place: Place;
  /** What is recorded. */
  olds: Values;
  readonly news: Values;
  /** When the operation must be over, as the clock tells it. */
  readonly deadline: number;
  /** The last answers about the cluster; `{}` before the first. */
  last: Values;
  /** Changes that were made and that no answer can show. */
  readonly applied: Set<string>;
  /** Add-ons that are wanted no more, and that stay because ACK itself needs them. */
  readonly left: Set<string>;
  /** Add-ons that this step installed: nobody managed them before. */
  readonly installed: Set<string>;
  /** Hears each answer about the cluster. */
  readonly seen: (detail: Values) => void;
}

/** @param listener  hears each answer too: a step within another one */
export function newStep(
  place: Place,
  olds: Values,
  news: Values,
  deadline: number,
  listener?: (detail: Values) => void,
): Step {
  const step: Step = {
    place,
    olds,
    news,
    deadline,
    last: {},
    applied: new Set(),
    left: new Set(),
    installed: new Set(),
    seen(answer) {
      step.last = answer;
      listener?.(answer);
    },
  };
  return step;
}

/** The outputs of a step that ended early: what the cluster has, and nothing that was only wished. */
export function outputsSoFar({ last, olds, news, applied, installed }: Step): Record<string, unknown> {
  const outputs = outputsOf(last, olds, {});
  for (const name of applied) outputs[name] = news[name];
  if (installed.size === 0) return outputs;
  const addons = ((news.addons ?? []) as Addon[]).filter(({ name }) => installed.has(name));
  const managed = ((outputs.addons ?? []) as Addon[]).filter(({ name }) => !installed.has(name));
  return { ...outputs, addons: [...managed, ...addons], __inputs: recordedNames(olds, { addons }) };
}
