import { Command, CommanderError } from "commander";
import { AckError } from "../provider/ack/errors";
import { exit, isExpected, UsageFault } from "./exit";
import { colours, writeJson } from "./flags";
import type { Io } from "./io";

/**
 * The command `ack-serverless`.
 *
 * @param args  the command line, without the program's name
 * @returns the exit code, as `exit` lists them
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const outcome: { code: number } = { code: exit.done };
  const program = build(args, io, (code) => {
    outcome.code = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return outcome.code;
  } catch (error) {
    // Commander has said it already; help that was asked for is no fault.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    return fail(error, args, io);
  }
}

function fail(error: unknown, args: readonly string[], io: Io): number {
  const message = isExpected(error) ? error.message : String((error as Error)?.stack ?? error);
  io.err(`${colours(io).red("error:")} ${message}\n`);
  if (args.includes("--json") && !args.includes("--exec")) {
    const { code, requestId } = error instanceof AckError ? error : {};
    writeJson({ error: { message, code, requestId } }, io);
  }
  return error instanceof UsageFault ? exit.usage : exit.failed;
}

type Make = (io: Io, endWith: (code: number) => void) => Command;

/** Each command's modules are loaded only where it is called: kubectl calls `kubeconfig --exec` again and again. */
const commands: Readonly<Record<string, () => Make>> = {
  doctor: () => (require("./doctor") as typeof import("./doctor")).doctorCommand,
  versions: () => (require("./versions") as typeof import("./versions")).versionsCommand,
  kubeconfig: () => (require("./kubeconfig") as typeof import("./kubeconfig")).kubeconfigCommand,
  import: () => (require("./import") as typeof import("./import")).importCommand,
  migrate: () => (require("./migrate") as typeof import("./migrate")).migrateCommand,
};

function build(args: readonly string[], io: Io, endWith: (code: number) => void): Command {
  const program = new Command("ack-serverless")
    .description("Check, look at and take over ACK Serverless clusters of Alibaba Cloud.")
    .version((require("pulumi-ack-serverless/package.json") as { version: string }).version)
    .enablePositionalOptions()
    .addHelpText("after", epilogue);
  const [called = ""] = args;
  const wanted = Object.hasOwn(commands, called) ? [called] : Object.keys(commands);
  for (const name of wanted) program.addCommand((commands[name] as () => Make)()(io, endWith));
  for (const one of [program, ...program.commands]) {
    one.exitOverride().configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHasColors: () => colours(io).isColorSupported,
      getErrHasColors: () => colours(io).isColorSupported,
    });
  }
  return program;
}

const epilogue = `
Credentials come from the environment (ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or what the vendor's own tools take)
or from a profile of the Alibaba Cloud CLI; the region from --region or ALICLOUD_REGION.

Exit codes:
  0  done
  1  a call failed, or something is not there
  2  the command line is wrong
  3  doctor found what would make the creation fail

Colours appear on a terminal only, and never where NO_COLOR is set.`;
