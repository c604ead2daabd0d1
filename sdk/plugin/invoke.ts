import type { FunctionOptions } from "../functionOptions";
import type { StackOptions } from "../invoke";
import { accountNamespace } from "./provider";

/**
 * One of the package's own functions for a program of the plugin. It runs in the program itself; where the program names
 * no provider, it sees the settings that the plugin's clusters see.
 */
export function ofThePlugin<F extends (args: never, options?: FunctionOptions) => unknown>(ask: F): F {
  const bound = (args: never, options?: FunctionOptions) => {
    if (options?.provider !== undefined) return ask(args, options);
    const where: StackOptions = { ...options, namespace: accountNamespace() };
    return ask(args, where);
  };
  return bound as F;
}
