/** A broken promise, with everything needed to reproduce it. */
export class Broken extends Error {
  constructor(
    readonly seed: number,
    promise: string,
    readonly story: readonly string[],
  ) {
    super(`seed ${seed}: ${promise}\n${story.map((line) => `  ${line}`).join("\n")}`);
  }
}
