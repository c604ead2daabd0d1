import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a command quietly.
 *
 * @returns what it wrote to stdout
 * @throws Error with all that it wrote, when it fails
 */
export async function run(command: string, args: readonly string[], { cwd, env }: Place): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { cwd, env: { ...process.env, ...env } })).stdout;
  } catch (failure) {
    const { message, stdout } = failure as Error & { stdout: string };
    throw new Error(`${message}\n${stdout}`);
  }
}

/** Runs a Node script. */
export function node(script: string, args: readonly string[], place: Place): Promise<string> {
  return run(process.execPath, [script, ...args], place);
}

/** Runs the npm that started the tests, where one did. */
export function npm(args: readonly string[], place: Place): Promise<string> {
  const script = process.env.npm_execpath;
  return script && /\bnpm-cli\.c?js$/.test(script) ? node(script, args, place) : run("npm", args, place);
}
