/** The error that an operation ends with. */
export async function failureOf(operation: Promise<unknown>): Promise<Error> {
  const outcome = await operation.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!("error" in outcome)) throw new Error(`no failure: ${JSON.stringify(outcome.value)}`);
  if (!(outcome.error instanceof Error)) throw new Error(`not an error: ${String(outcome.error)}`);
  return outcome.error;
}

/** The message of that error, with ids of requests, which differ each time, written as `…`. */
export async function messageOf(operation: Promise<unknown>): Promise<string> {
  return (await failureOf(operation)).message.replace(/request id: [0-9A-F-]{36}/g, "request id: …");
}

/** Calls that are made again and again. */
export function times(count: number, ...calls: string[]): string[] {
  return Array.from({ length: count }, () => calls).flat();
}
