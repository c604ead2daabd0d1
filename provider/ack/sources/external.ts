import { type ChildProcess, spawn } from "node:child_process";
import type { CredentialsProvider } from "@alicloud/credentials";
import { text } from "./source";

/** Why the command of a profile gave no credential. The text holds nothing of the command line and its output. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
}

const LARGEST_OUTPUT_BYTES = 64 * 1024;
const BY_HAND = "run it by hand to see why";
const isWindows = process.platform === "win32";

/**
 * The credentials of `process_command`. The vendor's own provider lets a command run for longer than a call may take, waits
 * for one that ignores SIGTERM, and writes the keys into the profile's file. This one reads the same output: `mode`,
 * `access_key_id`, `access_key_secret`, `sts_token` and `expiration`. Source: @alicloud/credentials 2.4.7.
 *
 * @param timeoutMs  the command and all processes of its group are killed then
 */
export function commandProvider(command: string, timeoutMs: number): CredentialsProvider {
  const provider = {
    session: undefined as { readonly expiration: string | undefined } | undefined,
    getProviderName: () => "external",
    async getCredentials() {
      const answer = parsed(await outputOf(command, timeoutMs));
      const accessKeyId = text(answer.access_key_id);
      const accessKeySecret = text(answer.access_key_secret);
      const securityToken = text(answer.sts_token);
      if (accessKeyId === undefined || accessKeySecret === undefined)
        throw new CommandFailed(
          "the output of the command in process_command has no access_key_id or access_key_secret",
        );
      if (answer.mode === "StsToken" && securityToken === undefined)
        throw new CommandFailed("the output of the command in process_command has no sts_token");
      provider.session = { expiration: text(answer.expiration) };
      return { accessKeyId, accessKeySecret, securityToken: securityToken ?? "", providerName: "external" };
    },
  };
  return provider;
}

function parsed(output: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(output);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // The parser's message would quote the output.
    throw new CommandFailed(`the output of the command in process_command is not JSON: ${BY_HAND}`);
  }
}

function argumentsOf(command: string): string[] {
  const { splitProcessCommand } =
    require("@alicloud/credentials/dist/src/utils/command") as typeof import("@alicloud/credentials/dist/src/utils/command");
  try {
    return splitProcessCommand(command);
  } catch {
    throw new CommandFailed("the field process_command is empty, has an unclosed quote or ends with a backslash");
  }
}

function outputOf(command: string, timeoutMs: number): Promise<string> {
  const [program = "", ...args] = argumentsOf(command);
  return new Promise((resolve, reject) => {
    let started: ChildProcess | undefined;
    // Before the command: a signal that comes while it starts must end it, too.
    const stopWatching = onEndOfThisProcess(() => kill(started));
    // A group of its own, so that what a script has started ends with it.
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "ignore"],
      detached: !isWindows,
      windowsHide: true,
    });
    started = child;
    const chunks: Buffer[] = [];
    const end = (failure?: string) => {
      clearTimeout(timer);
      stopWatching();
      if (failure === undefined) return resolve(Buffer.concat(chunks).toString("utf8"));
      kill(child);
      child.stdout.destroy();
      reject(new CommandFailed(failure));
    };
    const timer = setTimeout(
      () => end(`the command in process_command did not end within ${timeoutMs} ms, and was killed: ${BY_HAND}`),
      timeoutMs,
    );
    let bytes = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > LARGEST_OUTPUT_BYTES)
        end(`the output of the command in process_command is longer than ${LARGEST_OUTPUT_BYTES} bytes`);
    });
    child.on("error", ({ code }: NodeJS.ErrnoException) =>
      end(
        code === "ENOENT"
          ? "the program in process_command is not found"
          : `the command in process_command failed: ${BY_HAND}`,
      ),
    );
    child.on("close", (code) => end(code === 0 ? undefined : `the command in process_command failed: ${BY_HAND}`));
  });
}

/** SIGKILL: the command may ignore every other signal. */
function kill(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    if (isWindows) child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** A command in a group of its own would outlive an interrupted run. @returns what ends the watch */
function onEndOfThisProcess(onExit: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    onExit();
    stop();
    // Without a listener of another, the signal ends this process as ever.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const stop = () => {
    process.off("exit", onExit);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.on("exit", onExit);
  for (const signal of signals) process.on(signal, onSignal);
  return stop;
}
