import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../../simulator";
import { ADDONS } from "../../../simulator/steering/catalogue";
import { Command } from "../../cli/support/command";
import { quick, testSimulator } from "../../engine/support/cluster";
import { type EngineStack, expectFailure, loadProgram, type Run, testStack } from "../../engine/support/stack";
import { type Block, commandsOf, wordsOf } from "./blocks";

/** A cluster that was there before, by an id as long as ACK's. */
const LIVE = "c0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const REGION = "cn-hangzhou";

/** Follows a page as a reader would: its programs, and its commands one after the other, against a simulator. */
export class Guide {
  private program: string | undefined;
  private stack: EngineStack | undefined;
  /** What the commands of the last block have said. */
  private said = "";

  private constructor(
    private readonly name: string,
    private readonly simulator: Simulator,
    private readonly command: Command,
  ) {}

  static async open(page: string): Promise<Guide> {
    const webhook = { name: "ack-pod-identity-webhook", category: "security", versions: ["0.1.1"] };
    const simulator = await testSimulator({ addons: [...ADDONS, webhook] });
    for (const [vpcId, region] of [
      ["vpc-bp1", REGION],
      ["vpc-2ze1", "cn-beijing"],
    ] as const) {
      const id = vpcId.slice("vpc-".length);
      const vswitches = ["a", "b"].map((letter) => ({
        vswitchId: `vsw-${id}${letter}`,
        zoneId: `${region}-${letter === "a" ? "i" : "j"}`,
      }));
      simulator.addVpc({ vpcId, region, cidr: "10.0.0.0/8", vswitches, securityGroupIds: [`sg-${id}`] });
    }
    simulator.seed({
      cluster_id: LIVE,
      name: "prod-old",
      deletion_protection: true,
      tags: [{ key: "team", value: "web" }],
    });
    return new Guide(page.replaceAll(/\W/g, "-"), simulator, new Command(simulator));
  }

  async follow(block: Block): Promise<void> {
    if (block.language === "ts" && block.mark === "run") this.program = block.text;
    if (block.mark.startsWith("offline")) {
      this.said = "";
      for (const command of commandsOf(block)) await this.run(command, block.mark === "offline refused");
    }
    if (block.mark === "output") expect(unspaced(this.said)).toMatch(pattern(block.text));
  }

  close(): void {
    this.command.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async run(shown: string, isRefused: boolean): Promise<void> {
    const [program, ...args] = wordsOf(shown.replaceAll("c0a1…", LIVE));
    if (program === "npx" && args[0] === "ack-serverless") {
      const { code, out, err } = await this.command.run(...args.slice(1));
      expect({ shown, code: code === 0, err }).toEqual({ shown, code: !isRefused, err });
      this.said += out + err;
      return;
    }
    if (program !== "pulumi") throw new Error(`the test cannot run: ${shown}`);
    const running = this.pulumi(args);
    const { text } = isRefused ? await expectFailure(running) : await running;
    this.said += text;
  }

  private async pulumi([operation = "", ...flags]: string[]): Promise<Run> {
    const stack = await this.prepared();
    switch (operation) {
      case "preview":
      case "up":
      case "refresh":
      case "destroy":
        return stack[operation](...flags.filter((flag) => flag !== "--yes"));
      default:
        return stack.run(operation, ...flags);
    }
  }

  /** The stack with the page's newest program in it. */
  private async prepared(): Promise<EngineStack> {
    if (this.program === undefined) throw new Error("the page runs Pulumi before it has a program");
    mkdirSync(this.folder, { recursive: true });
    const file = join(this.folder, "index.ts");
    writeFileSync(file, this.program.replaceAll("c0a1…", LIVE));
    const program = loadProgram(file);
    this.stack ??= await testStack({
      simulator: this.simulator,
      program,
      config: quick,
      project: "shop",
      stack: "prod",
    });
    this.stack.program = program;
    return this.stack;
  }

  /** Inside the repository, so that the package's own name resolves. */
  private get folder(): string {
    return join(__dirname, "..", "..", "..", ".work", `guide-${this.name}`);
  }
}

/** What a page shows, with "…" for what differs from run to run; spaces may differ. */
function pattern(shown: string): RegExp {
  const parts = unspaced(shown)
    .replaceAll("c0a1…", LIVE)
    .split("…")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join("[\\s\\S]*?"));
}

function unspaced(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
