/**
 * The real Pulumi engine, driven from a program: what the demo and the engine tests share.
 *
 * Each stack has its own state, settings and Pulumi home in one folder, sees nothing of the user's Pulumi or cloud
 * accounts, and takes that folder away with it.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import {
  type ConfigMap,
  LocalWorkspace,
  type OutputMap,
  type ProjectSettings,
  PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { isolatedEnvironment, processesWith, sendSignal } from "./isolation";
import { rawCommand } from "./rawCommand";
import { readState, type StackState } from "./stackState";
import { type Hooks, type Run, Transcript } from "./transcript";

export { loadProgram } from "./program";
export type { PulumiFn, Run, StackState };

// gRPC keeps broken connections by their address, and a new engine may get the port of one that was killed. Pulumi's inline
// host ends such a run as if the program had declared nothing, and the engine would delete all that the stack has.
const { grpcClientOptions } = runtime as unknown as { readonly grpcClientOptions: Record<string, unknown> };
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

const root = join(__dirname, "..", "..");
/** Inside the repository, so that the provider host finds the package in node_modules above it. */
const workFolder = join(root, ".work");

let found: Promise<PulumiCommand> | undefined;

/** The CLI, which is asked for its version once in a process. */
function cli(): Promise<PulumiCommand> {
  found ??= PulumiCommand.get(cliLocation());
  return found;
}

/** Stack config, by key. A value in `{ secret }` is stored encrypted. */
export type Config = Readonly<Record<string, string | { readonly secret: string }>>;

export interface EngineStackOptions {
  readonly program: PulumiFn;
  readonly config?: Config;
  /** Environment variables beside the isolated ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** The URL of what encrypts the stack's secrets. Default: a passphrase. */
  readonly secretsProvider?: string;
  /** Default `ack`. */
  readonly project?: string;
  /** Default `test`. */
  readonly stack?: string;
  /** More of Pulumi.yaml, as `plugins`. */
  readonly settings?: Partial<ProjectSettings> & Readonly<Record<string, unknown>>;
  /** Default `never`. */
  readonly color?: "always" | "never";
  /** Hears the engine's own output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** A run that did not succeed. The message is all that the engine said. */
export class EngineFailure extends Error {
  constructor(
    readonly operation: string,
    readonly run: Run,
    override readonly cause: unknown,
  ) {
    // A CLI that never started says nothing itself, and neither does a program that leaks a promise.
    const own = run.text.includes("error:") || !(cause instanceof Error) ? "" : `\n${cause.message}`;
    super(`pulumi ${operation} failed\n${run.text}${own}`);
  }
}

/** Waits for a run that must fail, and gives what it said. */
export async function expectFailure(running: Promise<Run>): Promise<Run> {
  let run: Run;
  try {
    run = await running;
  } catch (failure) {
    if (failure instanceof EngineFailure) return failure.run;
    throw failure;
  }
  throw new Error(`this run should have failed, and succeeded:\n${run.text}`);
}

/** A stack with an inline program on a file backend. {@link dispose} it. */
export class EngineStack {
  /** Arguments for the next command of the CLI only: the Automation API asks for them once per command. */
  private nextArguments: string[] = [];
  private running = new AbortController();

  private constructor(
    /** Holds the project, the state and Pulumi's home. */
    readonly folder: string,
    private readonly marker: string,
    private readonly stack: Stack,
    private readonly options: EngineStackOptions,
  ) {
    stack.workspace.serializeArgsForOp = async () => this.nextArguments.splice(0);
    // After each run the Automation API asks the CLI for outputs and history, which takes half as long again.
    stack.outputs = async () => ({});
    stack.info = async () => undefined;
  }

  static async create(options: EngineStackOptions): Promise<EngineStack> {
    const marker = randomBytes(6).toString("hex");
    const folder = join(workFolder, marker);
    for (const name of ["program", "state", "home"]) mkdirSync(join(folder, name), { recursive: true });
    const projectName = options.project ?? "ack";
    try {
      const stack = await LocalWorkspace.createStack(
        { stackName: options.stack ?? "test", projectName, program: options.program },
        {
          workDir: join(folder, "program"),
          pulumiHome: join(folder, "home"),
          pulumiCommand: await cli(),
          envVars: isolatedEnvironment(folder, marker, options.env),
          projectSettings: { name: projectName, runtime: "nodejs", ...options.settings },
          ...(options.secretsProvider !== undefined && { secretsProvider: options.secretsProvider }),
        },
      );
      const created = new EngineStack(folder, marker, stack, options);
      if (options.config !== undefined) await created.setConfig(options.config);
      return created;
    } catch (failure) {
      rmSync(folder, { recursive: true, force: true });
      throw failure;
    }
  }

  /** Swaps the program: the next run sees the new one, as after an edit. */
  set program(program: PulumiFn) {
    this.stack.workspace.program = program;
  }

  /** Each takes the CLI's own flags: `stack.up("--refresh", "--diff")`. @throws EngineFailure */
  preview = (...flags: string[]) => this.perform("preview", flags, (hooks) => this.stack.preview(hooks));
  up = (...flags: string[]) => this.perform("up", flags, (hooks) => this.stack.up(hooks));
  refresh = (...flags: string[]) => this.perform("refresh", flags, (hooks) => this.stack.refresh(hooks));
  previewRefresh = (...flags: string[]) =>
    this.perform("refresh --preview-only", flags, (hooks) => this.stack.previewRefresh(hooks));
  destroy = (...flags: string[]) => this.perform("destroy", flags, (hooks) => this.stack.destroy(hooks));
  previewDestroy = (...flags: string[]) =>
    this.perform("destroy --preview-only", flags, (hooks) => this.stack.previewDestroy(hooks));

  /** Any command of the CLI, on this stack: `run("import", "--file", path)`. @throws EngineFailure */
  run(...args: string[]): Promise<Run> {
    const { pulumiCommand, workDir: cwd, pulumiHome = "", envVars } = this.stack.workspace;
    const env = { ...envVars, PULUMI_HOME: pulumiHome };
    return this.perform(args.join(" "), [], (hooks) => rawCommand(pulumiCommand.command, args, { ...hooks, cwd, env }));
  }

  /** The stack's outputs with secrets in clear. */
  outputs(): Promise<OutputMap> {
    return this.stack.workspace.stackOutputs(this.stack.name);
  }

  async setConfig(config: Config): Promise<void> {
    await this.stack.setAllConfig(toConfigMap(config));
  }

  async removeConfig(...keys: string[]): Promise<void> {
    await this.stack.removeAllConfig(keys);
  }

  /** Where the state is kept, for tests that read it as bytes. */
  get stateFile(): string {
    const project = this.options.project ?? "ack";
    return join(this.folder, "state", ".pulumi", "stacks", project, `${this.stack.name}.json`);
  }

  /** The state as it lies on the disk, with secrets encrypted; without resources before the first `up`. */
  exportState(): StackState {
    return readState(this.stateFile);
  }

  /** Replaces the state, as `pulumi stack import` does. */
  async importState(state: StackState): Promise<void> {
    const file = join(this.folder, "import.json");
    writeFileSync(file, JSON.stringify({ version: 3, deployment: state }));
    await this.run("stack", "import", "--file", file);
  }

  /** What the first Ctrl-C does: the run in progress finishes its calls and stops. */
  interrupt(): void {
    this.running.abort();
  }

  /** This stack's engine and provider hosts, by process id. */
  processes(): number[] {
    return processesWith(this.marker);
  }

  /** What a power cut does: the engine and its provider hosts end at once, with nothing saved. */
  kill(): void {
    // Stopped first, all of them: an engine that sees its provider die writes that into the state.
    for (const signal of ["SIGSTOP", "SIGKILL"] as const) for (const id of this.processes()) sendSignal(id, signal);
  }

  /** Ends what still runs and removes the folder. The stack's resources are not destroyed. */
  async dispose(): Promise<void> {
    this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async perform(operation: string, flags: string[], start: (hooks: Hooks) => Promise<unknown>): Promise<Run> {
    this.running = new AbortController();
    this.nextArguments = flags;
    const said = new Transcript(this.options.onOutput);
    const run = () => said.run(this.exportState());
    try {
      await start(said.hooks(this.options.color ?? "never", this.running.signal));
    } catch (cause) {
      throw new EngineFailure([operation, ...flags].join(" "), run(), cause);
    }
    return run();
  }
}

/**
 * Where the CLI is that the set-up has found, in the form that `PulumiCommand.get` takes.
 *
 * @throws Error when there was no set-up
 */
export function cliLocation(): { root?: string } {
  const record = join(workFolder, "pulumi-cli.json");
  if (!existsSync(record)) throw new Error('no Pulumi CLI is set up: run "node tools/setup/setup.mjs" first');
  const { root: cli } = JSON.parse(readFileSync(record, "utf8"));
  return cli === undefined ? {} : { root: cli };
}

/** Config as the Automation API wants it. */
export function toConfigMap(config: Config): ConfigMap {
  const entries = Object.entries(config).map(([key, value]): [string, ConfigMap[string]] => [
    key,
    typeof value === "string" ? { value } : { value: value.secret, secret: true },
  ]);
  return Object.fromEntries(entries);
}

/** Config that sends the provider to a simulator, with the simulator's first account. */
export function simulatorConfig(
  simulator: {
    readonly url: string;
    readonly accounts: readonly { readonly accessKeyId: string; readonly accessKeySecret: string }[];
  },
  { region = "cn-hangzhou", pollIntervalMs = 20 }: { region?: string; pollIntervalMs?: number } = {},
): Config {
  const account = simulator.accounts[0];
  if (account === undefined) throw new Error("the simulator has no account");
  return {
    "alicloud:region": region,
    "alicloud:accessKey": account.accessKeyId,
    "alicloud:secretKey": { secret: account.accessKeySecret },
    "alicloud:endpoints": JSON.stringify(
      Object.fromEntries(["cs", "sts", "vpc", "ecs"].map((product) => [product, simulator.url])),
    ),
    "ack-serverless:pollIntervalMs": String(pollIntervalMs),
  };
}
