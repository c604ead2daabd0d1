import { masked } from "../cluster/context/hiding";
import { keepingSecret } from "../table/values";

/** Runs an operation whose texts and errors show none of these secrets. */
export function secretly<T>(secrets: readonly unknown[], operation: () => Promise<T> | T): Promise<T> {
  return keepingSecret(secrets, async () => {
    try {
      return await operation();
    } catch (error) {
      throw withoutSecrets(error);
    }
  });
}

/** The same error, so that its type still says what it is. */
function withoutSecrets(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack } = error;
  Object.defineProperty(error, "message", { value: masked(message), configurable: true, writable: true });
  if (stack !== undefined)
    Object.defineProperty(error, "stack", { value: masked(stack), configurable: true, writable: true });
  return error;
}
