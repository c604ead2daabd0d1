import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { StepFailed } from "./terminal.mjs";

/** Enough of a failed command's output to see why, without hiding the message that follows it. */
const LAST_LINES = 30;

/**
 * Runs a command to its end, quietly.
 *
 * The command leads a process group of its own, so that a time limit or Ctrl-C ends its children with it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, withinMs?: number, onLine?: (line: string) => void }} [options]
 * @returns {Promise<string>} what it wrote to stdout
 * @throws {StepFailed} with the last lines of its output, when it cannot be started, fails, or takes too long
 */
export function run(command, args, { cwd, env, withinMs, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === "win32";
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: !windows,
      // On Windows npm is a batch file, which only a shell starts.
      shell: windows && command === "npm",
    });
    const endGroup = () => {
      try {
        if (windows) child.kill();
        else process.kill(-(child.pid ?? Number.NaN), "SIGTERM");
      } catch {
        // It has ended by itself.
      }
    };
    const timer = withinMs === undefined ? undefined : setTimeout(endGroup, withinMs);
    process.once("exit", endGroup);

    let stdout = "";
    const lines = [];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (lines.length > LAST_LINES) lines.shift();
        onLine?.(line);
      });

    const settle = (failure) => {
      clearTimeout(timer);
      process.off("exit", endGroup);
      if (failure === undefined) resolve(stdout);
      else reject(new StepFailed([`${[command, ...args].join(" ")}: ${failure}`, ...lines].join("\n")));
    };
    child.once("error", (error) => settle(error.message));
    child.once("close", (code, signal) => settle(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`));
  });
}

/**
 * Runs npm, the same one that started the set-up where one did.
 *
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} options
 */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  return script && /\bnpm-cli\.c?js$/.test(script)
    ? run(process.execPath, [script, ...args], options)
    : run("npm", args, options);
}
