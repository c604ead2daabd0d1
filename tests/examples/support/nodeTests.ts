import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Runs the tests of an example with Node's own runner, as its `npm test` does.
 *
 * @returns how many passed
 * @throws Error with all that was said, when one fails
 */
export async function nodeTests(cwd: string, file: string, env: NodeJS.ProcessEnv = {}): Promise<number> {
  const tsx = require.resolve("tsx");
  const args = ["--import", `file://${tsx}`, "--test", "--test-reporter", "tap", file];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env: { ...process.env, ...env } });
    return Number(/^# pass (\d+)$/m.exec(stdout)?.[1]);
  } catch (failure) {
    throw new Error((failure as { stdout?: string }).stdout || String(failure));
  }
}
