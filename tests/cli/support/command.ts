import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "../../../cli/io";
import { run } from "../../../cli/run";
import { systemClock } from "../../../provider/ack/clock";
import type { Simulator } from "../../../simulator";

/** The command `ack-serverless` against a simulator, in a folder of its own. */
export class Command {
  readonly folder = mkdtempSync(join(tmpdir(), "ack-command-"));

  constructor(
    private readonly simulator: Simulator,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  /** Runs it as a shell would, with the simulator's first account. */
  async run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    return this.runWith({}, ...args);
  }

  async runWith(changes: Partial<Io>, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
    return this.runBare(changes, ...args, ...this.#endpoints(args));
  }

  /** Without the flag that leads to the simulator: for what ends before any call. */
  async runBare(changes: Partial<Io>, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const said = { out: "", err: "" };
    const code = await run(args, this.io(said, changes));
    return { code, ...said };
  }

  /** What the command works with: the simulator's first account, and `said` for what it writes. */
  io(said: { out: string; err: string }, changes: Partial<Io> = {}): Io {
    const { accessKeyId, accessKeySecret } = this.simulator.accounts[0];
    return {
      env: {
        ALICLOUD_ACCESS_KEY: accessKeyId,
        ALICLOUD_SECRET_KEY: accessKeySecret,
        ALICLOUD_REGION: "cn-hangzhou",
        ...this.env,
      },
      folder: this.folder,
      isTerminal: false,
      isErrTerminal: false,
      clock: systemClock,
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      ...changes,
    };
  }

  /** The flag that leads to the simulator; only commands take it. */
  #endpoints([name = ""]: readonly string[]): string[] {
    const { url } = this.simulator;
    return name.startsWith("-")
      ? []
      : ["-c", `alicloud:endpoints=${JSON.stringify({ cs: url, sts: url, vpc: url, ecs: url })}`];
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
