import { isExpected, Unfinished } from "../cluster/context/problem";
import * as lifecycle from "../cluster/lifecycle/lifecycle";
import { check } from "../cluster/preview/check";
import { plan } from "../cluster/preview/plan";
import type { Values } from "../table/check";
import { engineAddress, engineLog } from "./engineLog";
import { presented, Session } from "./session";

type Config = { get(key: string): string | undefined };

const log = engineLog(engineAddress(process.argv.slice(2)));
const session = new Session(log, "alicloud");

function urnOf(values: Values): string | undefined {
  return typeof values.__urn === "string" ? values.__urn : undefined;
}

function contextFor(values: Values) {
  return session.context(urnOf(values));
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
    session.configure((key) => request.config.get(key));
    return Promise.resolve();
  },

  check(olds: Values, news: Values) {
    return run(undefined, () => {
      const { inputs, failures } = check(olds, news, { ...session.settings(), urn: urnOf(news) });
      return { inputs, failures: presented(failures) };
    });
  },

  diff(_id: string, olds: Values, news: Values) {
    return run(undefined, () => {
      const { warnings, ...planned } = plan(olds, news, session.settings().settings);
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
