import { readFileSync } from "node:fs";

/** One resource of a state file. Secrets in it are encrypted. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly external?: boolean;
  readonly delete?: boolean;
  readonly pendingReplacement?: boolean;
  readonly aliases?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
}

/** A state file's content: what `pulumi stack export` gives as `deployment`. */
export interface StackState {
  readonly manifest?: unknown;
  readonly secrets_providers?: unknown;
  readonly resources: readonly ResourceState[];
  readonly pending_operations: readonly { readonly resource: ResourceState; readonly type: string }[];
}

/**
 * The state that a file holds; without resources before the first `up`.
 *
 * The file backend writes in place, so that a look in mid-write may find a cut text: it is looked at again.
 *
 * @throws SyntaxError when the file stays cut, as a kill in mid-write leaves it
 */
export function readState(file: string): StackState {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let looks = 1; ; looks++) {
    try {
      const { latest = {} } = JSON.parse(readFileSync(file, "utf8")).checkpoint;
      return { resources: [], pending_operations: [], ...latest };
    } catch (failure) {
      if (!(failure instanceof SyntaxError) || looks === 500) throw failure;
      Atomics.wait(pause, 0, 0, 2);
    }
  }
}
