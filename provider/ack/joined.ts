interface Flight<T> {
  readonly answer: Promise<T>;
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

type Join<T> = (
  send: () => Promise<T>,
  deadline?: number,
  signal?: AbortSignal,
  ownFailure?: (shared: unknown) => Error | undefined,
) => Promise<T>;

/**
 * Lets calls that ask for the same at the same time share one answer. A caller joins only a call that ends no later than
 * its own may, and that ends with the same signal.
 *
 * @returns what makes a call with `send`, or joins the one on its way. Where that one fails, `ownFailure` gives its failure
 * as the caller's own; without such a failure, the caller makes its own call, so that the error names its own attempt.
 */
export function joined<T>(): Join<T> {
  let flight: Flight<T> | undefined;
  return async (send, deadline = Number.POSITIVE_INFINITY, signal, ownFailure = () => undefined) => {
    if (flight !== undefined && flight.deadline <= deadline && flight.signal === signal) {
      try {
        return await flight.answer;
      } catch (shared) {
        const failure = ownFailure(shared);
        if (failure !== undefined) throw failure;
        return send();
      }
    }
    const own = { answer: send(), deadline, signal };
    flight = own;
    try {
      return await own.answer;
    } finally {
      if (flight === own) flight = undefined;
    }
  };
}
