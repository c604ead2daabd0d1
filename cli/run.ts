import { Command, CommanderError } from "commander";
import { AckError } from "../provider/ack/errors";
import { NoCredentials } from "../provider/ack/sources/source";
import { plain } from "../provider/table/values";
import type { ErrorAnswer } from "./answers";
import { type Exit, exit, exitCodes, isExpected, UsageFault } from "./exit";
import { addCommonFlags, isCommonFlag } from "./flags";
import { type Io, processIo } from "./io";
import { colours, errColours } from "./text";

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
    if (error instanceof CommanderError) return misused(error, args, io);
    return fail(error, args, io);
  }
}

/** Commander has written the error to `err` already; help that was asked for is no fault. */
function misused(error: CommanderError, args: readonly string[], io: Io): number {
  if (error.exitCode === 0) return exit.done;
  const message = advised(error.message)
    .replace(/^error: /, "")
    .trimEnd();
  // Without any command, commander has shown the help.
  if (error.code !== "commander.help") tellInJson({ exitCode: exit.usage, message }, args, io);
  return exit.usage;
}

function fail(error: unknown, args: readonly string[], io: Io): number {
  const message = isExpected(error) ? error.message : plain((error as Error | undefined)?.stack ?? error);
  io.err(`${errColours(io).red("error:")} ${message}\n`);
  const exitCode = exitOf(error);
  const { code, requestId } = error instanceof AckError ? error : {};
  tellInJson({ exitCode, message, code, requestId }, args, io);
  return exitCode;
}

function exitOf(error: unknown): Exit {
  if (error instanceof UsageFault) return exit.usage;
  // Clients that run the command for a kubeconfig show nothing of it but this number.
  return error instanceof NoCredentials ? exit.noCredentials : exit.failed;
}

/** With --json, a reader of `out` finds JSON there whatever happens. What --exec writes is for kubectl alone. */
function tellInJson(error: ErrorAnswer["error"], args: readonly string[], io: Io): void {
  if (!args.includes("--json") || args.includes("--exec")) return;
  io.out(`${JSON.stringify({ error } satisfies ErrorAnswer)}\n`);
}

type Make = (io: Io, endWith: (code: number) => void) => Command;

/** Each command's modules are loaded only where it is called: kubectl calls `kubeconfig --exec` again and again. */
const commands: Readonly<Record<string, () => Make>> = {
  doctor: () => (require("./doctor") as typeof import("./doctor")).doctorCommand,
  versions: () => (require("./versions") as typeof import("./versions")).versionsCommand,
  watch: () => (require("./watch") as typeof import("./watch")).watchCommand,
  kubeconfig: () => (require("./kubeconfig") as typeof import("./kubeconfig")).kubeconfigCommand,
  import: () => (require("./import") as typeof import("./import")).importCommand,
  migrate: () => (require("./migrate") as typeof import("./migrate")).migrateCommand,
};

/** The names of the commands, in the order of the help. */
export const commandNames: readonly string[] = Object.keys(commands);

/** The help of a command, or of the program itself, without colours: what `--help` writes into a file. */
export function helpText(name?: string): string {
  let text = "";
  const out = (more: string) => {
    text += more;
  };
  const io = { ...processIo, env: {}, isTerminal: false, out };
  const program = build(name === undefined ? [] : [name], io, () => {});
  const command = name === undefined ? program : program.commands.find((one) => one.name() === name);
  command?.outputHelp();
  return text;
}

function build(args: readonly string[], io: Io, endWith: (code: number) => void): Command {
  const program = new Command("ack-serverless")
    .usage("<command> [options]")
    .description("Check, watch, use and take over ACK Serverless clusters of Alibaba Cloud.")
    .version((require("pulumi-ack-serverless/package.json") as { version: string }).version)
    .enablePositionalOptions()
    .addHelpText("after", epilogue);
  const [called = ""] = args;
  const wanted = Object.hasOwn(commands, called) ? [called] : Object.keys(commands);
  for (const name of wanted) program.addCommand(addCommonFlags((commands[name] as () => Make)()(io, endWith)));
  for (const one of [program, ...program.commands]) speaking(one, program, io);
  return program.hook("preAction", (_, called) => refuseEmpty(called));
}

/** An empty text is what a shell makes of a variable that is not set. @throws UsageFault */
function refuseEmpty(command: Command): void {
  const values = [
    ...command.registeredArguments.map((argument, index) => [`<${argument.name()}>`, command.args[index]] as const),
    ...command.options.map(
      (option) => [option.long ?? option.flags, command.getOptionValue(option.attributeName())] as const,
    ),
  ];
  const [empty] = values.filter(([, value]) => value === "" || (Array.isArray(value) && value.includes("")));
  if (empty === undefined) return;
  const [name] = empty;
  const cure = name.startsWith("--") ? "give it a value, or remove it" : "give it a value";
  throw new UsageFault(`${name} is empty: ${cure}`);
}

/** Lets a command speak through `io`, in the same way as all others. */
function speaking(command: Command, program: Command, io: Io): void {
  const isProgram = command === program;
  const name = isProgram ? "ack-serverless" : `ack-serverless ${command.name()}`;
  command
    .exitOverride()
    .showHelpAfterError(`Run "${name} --help" to see ${isProgram ? "its commands" : "its options, with examples"}.`)
    .configureHelp({ styleTitle: (title) => colours(io).bold(title) })
    .configureOutput({
      writeOut: (text) => io.out(text.replace(/^(Examples|Exit codes):$/gm, (title) => colours(io).bold(title))),
      writeErr: (text) => io.err(text),
      outputError: (text, write) =>
        write((isProgram ? advised(text) : text).replace(/^error:/, errColours(io).red("error:"))),
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      getOutHasColors: () => colours(io).isColorSupported,
      getErrHasColors: () => errColours(io).isColorSupported,
    });
}

const HELP_WIDTH = 120;

/** An error about the program's own options; an option of the commands may have been written too early. */
function advised(error: string): string {
  const option = /unknown option '(--?[a-z]+)/.exec(error)?.[1];
  if (option === undefined || !isCommonFlag(option)) return error;
  return `error: ${option} belongs after the command: ack-serverless doctor ${option} …\n`;
}

const epilogue = `
Every command takes --region, --profile, --config and --json; its --help shows the rest.

Credentials come from the environment (ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or the variables of Alibaba Cloud's
own tools) or from a profile of the Alibaba Cloud CLI; the region comes from --region or ALICLOUD_REGION.

Exit codes:
${Object.entries(exitCodes)
  .map(([code, words]) => `  ${code}  ${words}\n`)
  .join("")}
With --json, the result is JSON; a failure is {"error": {"exitCode", "message", "code", "requestId"}}.
Colours appear only on a terminal or if FORCE_COLOR is set, and never if NO_COLOR is set.

Examples:
  ack-serverless doctor --region cn-hangzhou
  ack-serverless watch cn-hangzhou/c0a1…
  ack-serverless kubeconfig cn-hangzhou/c0a1… --merge`;
