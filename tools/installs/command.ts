import { execFile } from "node:child_process";
import { promisify } from "node:util";

interface Options {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a command quietly.
 *
 * @returns what it wrote to stdout
 * @throws Error with all that it wrote, if it fails
 */
export async function run(command: string, args: readonly string[], { cwd, env }: Options): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { cwd, env: { ...process.env, ...env } })).stdout;
  } catch (failure) {
    const { message, stdout } = failure as Error & { readonly stdout: string };
    throw new Error(`${message}\n${stdout}`);
  }
}

/** Runs the npm that started this, if one did. */
export function npm(args: readonly string[], options: Options): Promise<string> {
  const script = process.env.npm_execpath;
  return script && /\bnpm-cli\.c?js$/.test(script)
    ? run(process.execPath, [script, ...args], options)
    : run("npm", args, options);
}
