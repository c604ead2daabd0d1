import type { Values } from "../../table/check";
import { lifecycle } from "../../table/property";
import type { Place } from "../observe/describe";
import { recordedNames, recordedOf } from "../preview/plan";
import { properties } from "../properties/table";
import { outputsOf, reportedBy } from "../state/outputs";

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
  /** Something was sent that changes the cluster. */
  hasChanged: boolean;
  /** Add-ons that are wanted no more, and that stay because ACK itself needs them. */
  readonly left: Set<string>;
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
    hasChanged: false,
    left: new Set(),
    seen(answer) {
      step.last = answer;
      listener?.(answer);
    },
  };
  return step;
}

/** The outputs of a step that ended early: what the cluster has, and nothing that was only wished. */
export function outputsSoFar({ last, olds, news, applied }: Step): Record<string, unknown> {
  const stored: Values = { ...heldInState(news), ...tagsSoFar(last, olds, news) };
  const outputs: Record<string, unknown> = { ...outputsOf(last, olds, {}), ...stored };
  for (const name of applied) outputs[name] = news[name];
  outputs.__inputs = recordedNames(olds, stored);
  return outputs;
}

/** The managed tags that are there, and the wanted ones that came to be: the next step changes or removes them. */
function tagsSoFar(last: Values, olds: Values, news: Values): Values {
  const present = reportedBy(last).tags as Readonly<Record<string, unknown>> | undefined;
  if (present === undefined) return {};
  const isManaged = recordedOf(olds).names.has("tags");
  const [managed, wanted] = [(isManaged && olds.tags) || {}, news.tags ?? {}] as Readonly<Record<string, unknown>>[];
  const isOurs = (key: string) => key in (managed as object) || present[key] === (wanted as Values)[key];
  const keys = Object.keys({ ...managed, ...wanted }).filter((key) => Object.hasOwn(present, key) && isOurs(key));
  if (keys.length === 0 && !isManaged) return {};
  return { tags: Object.fromEntries(keys.map((key) => [key, present[key]])) };
}

/** What needs no call is taken whatever failed: a deletion that goes wrong is often cured by such an input. */
function heldInState(news: Values): Values {
  const names = Object.entries(properties).flatMap(([name, { facts }]) =>
    lifecycle(facts) === "stored" && name !== "adopt" ? [name] : [],
  );
  return Object.fromEntries(
    [...names, "__timeouts"].flatMap((name) => (news[name] === undefined ? [] : [[name, news[name]]])),
  );
}
