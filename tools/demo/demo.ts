/**
 * `npm start`: the quickstart from preview to destroy, through the real Pulumi engine, against the simulator.
 *
 * Every step says what it shows, and is checked: the demonstration fails if a step does not hold.
 */
import { join } from "node:path";
import { Simulator } from "../../simulator/index";
import { EngineFailure, EngineStack, loadProgram, type Run, simulatorConfig } from "../engine/engine";
import { Stage } from "./stage";

const quickstart = join(__dirname, "..", "..", "examples", "quickstart", "index.ts");

/** Long enough to show the wait, and short enough for a demonstration. */
const SECONDS_PER_CLUSTER = 4;
const POLL_INTERVAL_MS = 250;

class Demonstration {
  private source = (text: string) => text;
  private clusterId: unknown;

  constructor(
    private readonly stage: Stage,
    private readonly simulator: Simulator,
    private readonly stack: EngineStack,
  ) {}

  async play(): Promise<void> {
    await this.preview();
    await this.create();
    await this.change();
    await this.previewReplacement();
    await this.drift();
    await this.destroy();
    this.sumUp();
  }

  private async preview() {
    this.stage.step("preview", "what would be created; no call goes out");
    this.stage.command("pulumi preview");
    const { steps } = await this.stack.preview();
    this.stage.check("one cluster would be created", operations(steps) === "create");
    this.stage.check("the API was not called", this.simulator.requests().length === 0);
  }

  private async create() {
    this.stage.step("create", "one CreateCluster, then waiting until the cluster runs");
    this.stage.command("pulumi up");
    const { outputs } = await this.stack.up();
    this.clusterId = outputs.clusterId;
    this.stage.check("the simulator has the cluster, and it runs", this.cluster()?.state === "running");
    this.stage.check("CreateCluster was sent once", this.calls("CreateCluster") === 1);
  }

  private async change() {
    this.stage.step("change", "a new name and tags, in place");
    this.edit('name: "quickstart"', 'name: "quickstart-two"');
    this.edit('tags: { env: "dev" }', 'tags: { env: "prod", team: "web" }');
    this.stage.command("pulumi up");
    const { steps, outputs } = await this.stack.up();
    this.stage.check("the change is an update", operations(steps) === "update");
    this.stage.check("the cluster keeps its id", outputs.clusterId === this.clusterId);
    this.stage.check("it has its new name", this.cluster()?.name === "quickstart-two");
  }

  private async previewReplacement() {
    this.stage.step("replacement", "what cannot change in place is said before it happens");
    const before = this.source;
    this.edit('serviceCidr: "172.21.0.0/20"', 'serviceCidr: "172.22.0.0/20"');
    this.stage.command("pulumi preview --diff");
    const { steps, text } = await this.stack.preview("--diff");
    this.stage.check(
      "the preview says replace",
      steps.some(({ op }) => op === "replace"),
    );
    this.stage.check("it names serviceCidr", text.includes("serviceCidr"));
    this.stage.check("nothing has been deleted", this.calls("DeleteCluster") === 0);
    this.stage.say("The edit is taken back.");
    this.use(before);
  }

  private async drift() {
    this.stage.step("drift", "somebody renames the cluster in the console; refresh finds it");
    this.simulator.edit(String(this.clusterId), { name: "renamed-by-hand" });
    this.stage.command("pulumi refresh");
    await this.stack.refresh();
    const recorded = this.stack.exportState().resources.find(({ id }) => id === this.clusterId);
    this.stage.check("the state has the foreign name", recorded?.inputs?.name === "renamed-by-hand");

    this.stage.step("repair", "the next up puts the program's name back");
    this.stage.command("pulumi up");
    const { steps } = await this.stack.up();
    this.stage.check("by an update", operations(steps) === "update");
    this.stage.check("the name is the program's again", this.cluster()?.name === "quickstart-two");
  }

  private async destroy() {
    this.stage.step("destroy", "and wait until it is gone");
    this.stage.command("pulumi destroy");
    await this.stack.destroy();
    this.stage.check("no cluster is left", this.simulator.clusters().length === 0);
    this.stage.check("nothing that belonged to it is left", this.simulator.resources().length === 0);
  }

  private sumUp() {
    const counts = new Map<string, number>();
    for (const { operation = "unknown" } of this.simulator.requests())
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    this.stage.table("What went over the wire", [...counts]);
    this.stage.table("What it came to", [
      ["cluster", `${this.clusterId}, one id from create to destroy`],
      ["left behind", `${this.simulator.clusters().length} clusters, ${this.simulator.resources().length} resources`],
    ]);
    this.stage.table("What to try next", [
      ["examples/quickstart/index.ts", "the program that just ran: edit it, and npm start again"],
      ["npm run simulator", "the simulator on a port of its own, for a Pulumi CLI of yours"],
      ["cd examples/quickstart && pulumi up", "the same program with a real account"],
      ["npm test", "everything this shows, and what happens when things go wrong"],
    ]);
  }

  /** Edits the program as a user would, and shows the edit. */
  private edit(from: string, to: string) {
    const before = this.source;
    this.use((text) => {
      const edited = before(text);
      if (!edited.includes(from)) throw new Error(`examples/quickstart/index.ts does not hold ${from} any more`);
      return edited.replace(from, to);
    });
    this.stage.edit(from, to);
  }

  private use(source: (text: string) => string) {
    this.source = source;
    this.stack.program = loadProgram(quickstart, source);
  }

  private cluster() {
    return this.simulator.clusters().find(({ cluster_id }) => cluster_id === this.clusterId);
  }

  private calls(operation: string) {
    return this.simulator.requests(operation).length;
  }
}

function operations(steps: Run["steps"]): string {
  return steps
    .filter(({ type }) => !type.startsWith("pulumi:providers:"))
    .map(({ op }) => op)
    .join(" ");
}

async function main(): Promise<void> {
  const stage = new Stage(process.stdout);
  const simulator = await Simulator.start({ progression: { seconds: SECONDS_PER_CLUSTER } });
  const stack = await EngineStack.create({
    program: loadProgram(quickstart),
    project: "ack-quickstart",
    stack: "demo",
    config: simulatorConfig(simulator, { pollIntervalMs: POLL_INTERVAL_MS }),
    color: stage.coloured ? "always" : "never",
    onOutput: (text) => stage.quote(text),
  });
  const tidy = async () => {
    await stack.dispose();
    await simulator.close();
  };
  const stopped = new Promise<never>((_, reject) => {
    // Not `once`: Ctrl-C arrives from the terminal and again from npm, and the second must not interrupt the cleanup.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => reject(new Stopped()));
  });
  try {
    stage.title(`ACK Serverless through the real Pulumi engine, against a simulator at ${simulator.url}`);
    await Promise.race([new Demonstration(stage, simulator, stack).play(), stopped]);
    stage.end();
  } finally {
    await tidy();
  }
}

/** The user pressed Ctrl-C. */
class Stopped extends Error {
  override readonly message = "it was interrupted, and everything it made is taken away";
}

main().then(
  () => process.exit(0),
  (failure: unknown) => {
    // The engine's output is already on the screen.
    const reason = failure instanceof EngineFailure ? `pulumi ${failure.operation} failed, see above` : failure;
    process.stderr.write(`\nThe demonstration ended early: ${reason instanceof Error ? reason.message : reason}\n`);
    process.exit(failure instanceof Stopped ? 130 : 1);
  },
);
