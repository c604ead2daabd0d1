import type { Values } from "../../table/check";
import { lifecycle } from "../../table/property";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { properties } from "../properties/table";
import { onlyFacts, withFacts } from "../state/facts";
import { outputsOf, reportedBy } from "../state/outputs";
import { recordedNames, recordedOf } from "../state/recorded";

/** A change of a cluster from what is recorded to what a program wants. */
export interface Step {
  readonly context: Context;
  readonly place: Place;
  /** What is recorded. */
  olds: Values;
  readonly news: Values;
  /** The last answers about the cluster; `{}` before the first. */
  last: Values;
  /** Applied changes that no answer can show. */
  readonly applied: Set<string>;
  /** Something was sent that changes the cluster. */
  hasChanged: boolean;
  /** The cluster was described after all that was sent, at the end of the wait for it. */
  isDescribed: boolean;
  /** The full version to upgrade to, once it is found. */
  upgradeTarget?: string;
  /** Add-ons that are no longer wanted, and that stay because ACK itself needs them. */
  readonly needed: Set<string>;
  /** Called with each answer about the cluster. */
  readonly seen: (answers: Values) => void;
}

/** @param listener  also called with each answer, for a step within another one */
export function newStep(
  place: Place,
  olds: Values,
  news: Values,
  context: Context,
  listener?: (answers: Values) => void,
): Step {
  const step: Step = {
    context,
    place,
    olds,
    news,
    last: {},
    applied: new Set(),
    hasChanged: false,
    isDescribed: false,
    needed: new Set(),
    seen(answers) {
      step.last = answers;
      listener?.(answers);
    },
  };
  return step;
}

/** The outputs of a step that ended early: what the cluster has, without anything that was only wished. */
export function outputsSoFar({ last, olds, news, applied, context }: Step): Record<string, unknown> {
  const stored: Values = { ...heldInState(news), ...tagsSoFar(last, olds, news) };
  const changed = Object.fromEntries([...applied].map((name) => [name, news[name]]));
  const outputs = { ...outputsOf(last, olds, {}, context.settings), ...stored, ...changed };
  return withFacts(outputs, { inputs: recordedNames(olds, stored) });
}

/** The managed tags that are present, and the wanted ones that were set: the next step changes or removes them. */
function tagsSoFar(last: Values, olds: Values, news: Values): Values {
  const present = reportedBy(last).tags as Readonly<Record<string, unknown>> | undefined;
  if (present === undefined) return {};
  const isManaged = recordedOf(olds).names.has("tags");
  const [managed, wanted] = [(isManaged && olds.tags) || {}, news.tags ?? {}] as [Values, Values];
  const isOurs = (key: string) => Object.hasOwn(managed, key) || present[key] === wanted[key];
  const keys = Object.keys({ ...managed, ...wanted }).filter((key) => Object.hasOwn(present, key) && isOurs(key));
  if (keys.length === 0 && !isManaged) return {};
  return { tags: Object.fromEntries(keys.map((key) => [key, present[key]])) };
}

/** Inputs that need no call are recorded whatever failed: such an input often cures a failed deletion. */
function heldInState(news: Values): Values {
  const names = Object.entries(properties).flatMap(([name, { facts }]) =>
    lifecycle(facts) === "stored" && name !== "adopt" && news[name] !== undefined ? [name] : [],
  );
  return { ...Object.fromEntries(names.map((name) => [name, news[name]])), ...onlyFacts(news, ["timeouts"]) };
}
