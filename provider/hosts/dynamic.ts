import { isExpected, Unfinished } from "../cluster/context/problem";
import { Records } from "../cluster/import/records";
import { check } from "../cluster/preview/check";
import { newWordWarnings } from "../cluster/preview/newWords";
import { plan } from "../cluster/preview/plan";
import { factsOf, withFacts } from "../cluster/state/facts";
import { withCurrentNames } from "../cluster/state/formerNames";
import type { Values } from "../table/check";
import { isObject } from "../table/values";
import { engineAddress, engineLog } from "./engineLog";
import { watchTimeouts } from "./requests";
import { secretly } from "./secrecy";
import { presented, Session } from "./session";

type Config = { get(key: string): string | undefined };

/** Loaded at the first operation, since no preview has one. */
const lifecycle = () => require("../cluster/lifecycle/verbs") as typeof import("../cluster/lifecycle/verbs");

const log = engineLog(engineAddress(process.argv.slice(2)));
const session = new Session(log, "alicloud");
const timeouts = watchTimeouts();
const records = new Records();

function contextFor(values: Values, timeoutSeconds: number | undefined) {
  return session.context(factsOf(values).urn, timeoutSeconds);
}

/** Values that the host can encode: without `undefined`. */
function encodable<T>(values: T): T {
  return JSON.parse(JSON.stringify(values)) as T;
}

/** How an expected failure prints in the host, which writes each error to its console and returns it as well. */
const returned = "returned to the engine";
const write = console.error;
console.error = (...texts: unknown[]) => {
  // The engine shows the returned message; a second copy under the stack would only confuse.
  if (!(typeof texts[0] === "string" && texts[0].startsWith(returned))) write(...texts);
};

/** Strips the stack of an expected failure: it would only hide the message. */
function presentable(error: unknown, values: Values): Error {
  if (!(error instanceof Error)) return new Error(typeof error === "string" ? error : JSON.stringify(error));
  if (isExpected(error)) Object.assign(error, { stack: "", toString: () => returned });
  if (!(error instanceof Unfinished)) return error;
  const properties = encodable(withFacts(error.outputs, { provider: factsOf(values).provider }));
  return Object.assign(error, { properties, reasons: [error.message] });
}

/** What `paths` lead to: the engine passes all values in clear, so the SDK lists the secret ones. */
function secretsIn(values: Values, paths: readonly (readonly string[])[]): unknown[] {
  return paths.flatMap((path) => valuesAt(values, path));
}

/** The values at a path, in each item of a list; the whole value where it has another form than the program's. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [name, ...rest] = path;
  return name === undefined || !isObject(value) ? [value] : valuesAt(value[name], rest);
}

async function run<T>(values: Values, operation: () => Promise<T> | T, olds: Values = {}): Promise<T> {
  const paths = [values, olds].flatMap((one) => factsOf(one).secrets ?? []);
  try {
    const result = await secretly(
      [values, olds].flatMap((one) => secretsIn(one, paths)),
      operation,
    );
    return result === undefined ? result : encodable(result);
  } catch (error) {
    throw presentable(error, values);
  }
}

/**
 * The provider behind the `__provider` line of every dynamic ServerlessCluster. That line, this module's path in the
 * package and this name are a contract with the states of all earlier versions.
 */
export const provider = {
  /** Entirely synchronous, and never throws: the host calls operations without waiting for it. */
  configure(request: { config: Config }): Promise<void> {
    session.configure((key) => request.config.get(key));
    return Promise.resolve();
  },

  check(recorded: Values, news: Values) {
    const olds = withCurrentNames(recorded);
    return run(
      news,
      () => {
        const { urn } = factsOf(news);
        session.checking(urn);
        const { inputs, failures } = check(recorded, news, { ...session.settings(), urn });
        for (const text of newWordWarnings(olds, inputs)) log.log("warning", text, urn);
        return { inputs, failures: presented(failures) };
      },
      olds,
    );
  },

  diff(_id: string, recorded: Values, wanted: Values) {
    // A refresh compares with the recorded inputs.
    const [olds, news] = [withCurrentNames(recorded), withCurrentNames(wanted)];
    return run(
      news,
      () => {
        const { urn } = factsOf(news);
        const { warnings, ...planned } = plan(olds, news, session.settings().settings, session.phase(urn));
        for (const text of warnings) log.log("warning", text, urn);
        return planned;
      },
      olds,
    );
  },

  create(inputs: Values) {
    return run(inputs, async () => {
      const { id, outputs } = await lifecycle().create(inputs, contextFor(inputs, timeouts.of(inputs)));
      records.created(id, inputs);
      return { id, outs: outputs };
    });
  },

  read(id: string, recorded: Values) {
    const olds = withCurrentNames(recorded);
    return run(olds, async () => {
      const found = await lifecycle().read(id, olds, contextFor(olds, timeouts.of(recorded)));
      return found === undefined ? {} : { id: found.id, props: found.outputs, inputs: found.inputs };
    });
  },

  update(id: string, recorded: Values, news: Values) {
    const olds = withCurrentNames(recorded);
    const timeout = timeouts.latest();
    return run(news, async () => ({ outs: await lifecycle().update(id, olds, news, contextFor(news, timeout)) }), olds);
  },

  delete(id: string, recorded: Values) {
    const olds = withCurrentNames(recorded);
    const timeout = timeouts.latest();
    return run(olds, () => {
      const context = contextFor(olds, timeout);
      const whyKept = records.whyKept(id);
      return whyKept === undefined ? lifecycle().deleteCluster(id, olds, context) : context.warn(whyKept);
    });
  },
};
