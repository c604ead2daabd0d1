import { spawn } from "node:child_process";
import { delimiter, dirname, isAbsolute } from "node:path";

export interface RawCommand {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  onOutput(text: string): void;
  onError(text: string): void;
}

/**
 * Runs a command of the Pulumi CLI for which the Automation API has no method.
 *
 * @throws Error when it does not end with code 0
 */
export function rawCommand(pulumi: string, args: readonly string[], options: RawCommand): Promise<void> {
  const { cwd, env, signal, onOutput, onError } = options;
  // As the Automation API does: the provider launcher beside the CLI comes before any other.
  const path = isAbsolute(pulumi) ? dirname(pulumi) + delimiter + process.env.PATH : process.env.PATH;
  const child = spawn(pulumi, [...args, "--non-interactive"], {
    cwd,
    env: { ...process.env, ...env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const interrupt = () => child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  child.stdout.setEncoding("utf8").on("data", onOutput);
  child.stderr.setEncoding("utf8").on("data", onError);
  return new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, ended) =>
      code === 0 ? resolve() : reject(new Error(`pulumi ended with ${ended ?? `code ${code}`}`)),
    );
  }).finally(() => signal.removeEventListener("abort", interrupt));
}
