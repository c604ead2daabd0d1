import { type Ack, connect, type Limits, limitsFor } from "../ack/client";
import { systemClock } from "../ack/clock";
import { readSettings, type Settings } from "../ack/settings";
import { check } from "../cluster/check";
import type { Context } from "../cluster/context";
import * as lifecycle from "../cluster/lifecycle";
import { plan } from "../cluster/plan";
import { isExpected, Problem, Unfinished } from "../cluster/problem";
import { rename } from "../cluster/rename";
import { Watch } from "../cluster/watch";
import type { Values } from "../table/check";
import { engineAddress, engineLog } from "./engineLog";
import { isWatched, statusLines } from "./progress";

type Config = { get(key: string): string | undefined };

const log = engineLog(engineAddress(process.argv.slice(2)));
const watched = isWatched(process.env);
const clients = new Map<string, Ack>();
const watch = new Watch();
let limits: Limits | undefined;
let config: Config | undefined;

function settings(): { settings: Settings; faults: string[] } {
  return readSettings((key) => config?.get(key), process.env);
}

/** What one operation on one resource works with. */
function contextFor(values: Values): Context {
  const { settings: current, faults } = settings();
  if (faults.length > 0) throw new Problem(faults.join("\n"));
  const urn = urnOf(values);
  return {
    settings: current,
    clock: systemClock,
    ack: (region) => client(region, current),
    watch,
    report: statusLines(systemClock, (line) => watched && log.log("info", line, urn, true)),
    warn: (text) => log.log("warning", text, urn),
  };
}

/** One client a region and process, so that connections and credentials are shared. */
function client(region: string, current: Settings): Ack {
  const known = clients.get(region);
  if (known) return known;
  limits ??= limitsFor(current, systemClock);
  const made = connect({
    settings: current,
    limits,
    region,
    clock: systemClock,
    rename,
    onCall: ({ operation, outcome, requestId, durationMs }) =>
      log.log("debug", `${operation} ${region}: ${outcome} in ${durationMs} ms, request id ${requestId ?? "unknown"}`),
  });
  clients.set(region, made);
  return made;
}

function urnOf(values: Values): string | undefined {
  return typeof values.__urn === "string" ? values.__urn : undefined;
}

/** Values as the host can encode them: without `undefined`. */
function encodable<T>(values: T): T {
  return JSON.parse(JSON.stringify(values)) as T;
}

/** What an expected failure calls itself to the host, which writes it to its console beside returning it. */
const returned = "returned to the engine";
const write = console.error;
console.error = (...texts: unknown[]) => {
  // The engine shows what is returned; the same text once more, under the stack, would only confuse.
  if (!(typeof texts[0] === "string" && texts[0].startsWith(returned))) write(...texts);
};

/** An expected failure is its message: a stack would only hide it. */
function presentable(error: unknown, provider: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (isExpected(error)) Object.assign(error, { stack: "", toString: () => returned });
  if (!(error instanceof Unfinished)) return error;
  const properties = encodable({ ...error.outputs, __provider: provider });
  return Object.assign(error, { properties, reasons: [error.message] });
}

async function run<T>(provider: unknown, operation: () => Promise<T> | T): Promise<T> {
  try {
    const result = await operation();
    return result === undefined ? result : encodable(result);
  } catch (error) {
    throw presentable(error, provider);
  }
}

/**
 * The provider behind the `__provider` line of every dynamic ServerlessCluster. That line, this module's path in the
 * package and this name are a contract with the states of all earlier versions.
 */
export const provider = {
  /** Synchronous up to its end and never throwing: the host calls operations without waiting for it. */
  configure(request: { config: Config }): Promise<void> {
    config = request.config;
    clients.clear();
    limits = undefined;
    return Promise.resolve();
  },

  check(olds: Values, news: Values) {
    return run(undefined, () => {
      const { inputs, failures } = check(olds, news, { ...settings(), urn: urnOf(news) });
      // Beside a property's name the engine prints the whole value, which may hold a secret, and no value for a path.
      return {
        inputs,
        failures: failures.map(({ property, reason }) => ({ property: "", reason: `${property} ${reason}`.trim() })),
      };
    });
  },

  diff(_id: string, olds: Values, news: Values) {
    return run(undefined, () => {
      const { warnings, ...planned } = plan(olds, news, settings().settings);
      for (const text of warnings) log.log("warning", text, urnOf(news));
      return planned;
    });
  },

  create(inputs: Values) {
    return run(inputs.__provider, async () => {
      const { id, outputs } = await lifecycle.create(inputs, contextFor(inputs));
      return { id, outs: outputs };
    });
  },

  read(id: string, olds: Values) {
    return run(olds.__provider, async () => {
      const found = await lifecycle.read(id, olds, contextFor(olds));
      return found === undefined ? {} : { id: found.id, props: found.outputs, inputs: found.inputs };
    });
  },

  update(id: string, olds: Values, news: Values) {
    return run(news.__provider, async () => ({ outs: await lifecycle.update(id, olds, news, contextFor(news)) }));
  },

  delete(id: string, olds: Values) {
    return run(olds.__provider, () => lifecycle.remove(id, olds, contextFor(olds)));
  },
};
