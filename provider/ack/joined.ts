interface Flight<T> {
  readonly answer: Promise<T>;
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Lets calls that ask for the same at the same time share one answer. A caller joins only a call that ends no later than
 * its own may, and that ends with the same signal.
 *
 * @returns what makes a call with `send`, or joins the one on its way. A caller whose shared call fails makes its own, so
 * that the error names its own attempt.
 */
export function joined<T>(): (send: () => Promise<T>, deadline?: number, signal?: AbortSignal) => Promise<T> {
  let flight: Flight<T> | undefined;
  return async (send, deadline = Number.POSITIVE_INFINITY, signal) => {
    if (flight !== undefined && flight.deadline <= deadline && flight.signal === signal) {
      const shared = await flight.answer.then((value) => ({ value })).catch(() => undefined);
      return shared === undefined ? send() : shared.value;
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
