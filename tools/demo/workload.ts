/**
 * `npm run workload`: from the cluster to a workload on it, through the real Pulumi engine and a real API server.
 *
 * The simulator stands in front of the API server, so that the cluster's own kubeconfig logs in to it. Every step is
 * checked. `--record` also measures kubectl, and writes docs/workload.md.
 */
import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { EngineStack, loadProgram, type PulumiFn, simulatorConfig } from "../engine/engine";
import { timings } from "../kubernetes/timings";
import { kubernetesTools, UserMachine } from "../kubernetes/userMachine";
import { Stage } from "./stage";
import { workloadPage } from "./workloadPage";

const root = join(__dirname, "..", "..");
const quickstart = join(root, "examples", "quickstart", "index.ts");
const ROUNDS = 9;

class Demonstration {
  private kubeconfig = "";

  constructor(
    private readonly stage: Stage,
    private readonly machine: UserMachine,
    private readonly stack: EngineStack,
  ) {}

  async play(): Promise<void> {
    await this.create();
    await this.deploy();
    await this.change();
    await this.destroy();
  }

  private async create() {
    this.stage.step("create", "a cluster, whose output kubeconfig holds no credential");
    this.stage.command("pulumi up --suppress-outputs");
    const { outputs } = await this.stack.up("--suppress-outputs");
    this.kubeconfig = String(outputs.kubeconfig);
    this.stage.check("the simulator has the cluster, and it runs", this.states() === "running");
    this.stage.check("the kubeconfig names a command", this.kubeconfig.includes("command: ack-serverless"));
  }

  private async deploy() {
    this.stage.step("deploy", "kubectl runs ack-serverless, which fetches a credential from ACK");
    await this.kubectl("create deployment web --image=nginx:1.29 --replicas=2");
    const fetched = this.fetches();
    this.stage.step("read back", "the same credential serves until a minute before its end");
    await this.kubectl("get deployments --output wide");
    const [deployment] = await this.deployments();
    this.stage.check("the API server has the workload", deployment?.metadata.name === "web");
    this.stage.check("ACK was not asked again", this.fetches() === fetched);
  }

  private async change() {
    this.stage.step("change", "the cluster's tags; the workload must not notice");
    const before = await this.deployments();
    const [from, to] = ['tags: { env: "dev" }', 'tags: { env: "prod", team: "web" }'];
    this.stack.program = program((source) => source.replace(from, to));
    this.stage.edit(from, to);
    this.stage.command("pulumi up --suppress-outputs");
    const { outputs } = await this.stack.up("--suppress-outputs");
    this.stage.check("the kubeconfig is the same text", outputs.kubeconfig === this.kubeconfig);
    const [deployment] = await this.deployments();
    this.stage.check("the workload is the same object", deployment?.metadata.uid === before[0]?.metadata.uid);
  }

  private async destroy() {
    this.stage.step("destroy", "the workload, then the cluster");
    await this.kubectl("delete deployment web");
    this.stage.check("the API server has no workload", (await this.deployments()).length === 0);
    this.stage.command("pulumi destroy");
    await this.stack.destroy();
    this.stage.check("the simulator has no cluster", this.states() === "");
    const refused = await this.run("get deployments").catch((failure: { stderr?: string }) => failure.stderr);
    this.stage.check("the cluster's kubeconfig opens nothing any more", /is forbidden/.test(String(refused)));
  }

  private async kubectl(args: string) {
    this.stage.command(`kubectl ${args}`);
    this.stage.quote(await this.run(args));
  }

  /** With keys in the environment, as a user runs it. */
  private async run(args: string): Promise<string> {
    return (await this.machine.kubectl(this.machine.file("kubeconfig.yaml", this.kubeconfig), args)).stdout;
  }

  /** As the API server's administrator sees them. */
  private async deployments(): Promise<
    readonly { readonly metadata: { readonly name: string; readonly uid: string } }[]
  > {
    const { stdout } = await this.machine.kubectl(this.machine.apiServer.kubeconfig, "get deployments --output json");
    return JSON.parse(stdout).items;
  }

  private states(): string {
    return this.machine.simulator
      .clusters()
      .map(({ state }) => state)
      .join(" ");
  }

  private fetches(): number {
    return this.machine.simulator.requests("DescribeClusterUserKubeconfig").length;
  }
}

/** The quickstart, with the cluster's kubeconfig as one more output. */
function program(edit: (source: string) => string = (source) => source): PulumiFn {
  return loadProgram(quickstart, (source) => `${edit(source)}\nexport const kubeconfig = cluster.kubeconfig;\n`);
}

/** Plays the demonstration. @throws Error when a check does not hold */
export async function play(machine: UserMachine, out: Pick<NodeJS.WriteStream, "write" | "isTTY">): Promise<void> {
  const stage = new Stage(out);
  const path = [machine.environment.PATH, process.env.PATH].join(delimiter);
  const stack = await EngineStack.create({
    program: program(),
    project: "ack-workload",
    stack: "demo",
    config: simulatorConfig(machine.simulator, { pollIntervalMs: 250 }),
    env: { PATH: path },
    color: stage.coloured ? "always" : "never",
    onOutput: (text) => stage.quote(text),
  });
  try {
    stage.title(
      "A workload on an ACK Serverless cluster: the real Pulumi engine, a real kube-apiserver, a simulated ACK",
    );
    await new Demonstration(stage, machine, stack).play();
    stage.end();
  } finally {
    await stack.dispose();
  }
}

async function main(isRecording: boolean): Promise<void> {
  const tools = kubernetesTools();
  if (tools === undefined)
    throw new Error("no kube-apiserver was found, and none could be built: install Go (https://go.dev/doc/install)");
  const machine = await UserMachine.start(tools, { progression: { seconds: 2 } });
  try {
    if (!isRecording) return await play(machine, process.stdout);
    let text = "";
    const write = (more: string) => {
      text += more;
      return process.stdout.write(more);
    };
    await play(machine, { isTTY: false, write: write as NodeJS.WriteStream["write"] });
    const page = workloadPage(text, { rounds: ROUNDS, measured: await timings(machine, ROUNDS) });
    writeFileSync(join(root, "docs", "workload.md"), page);
  } finally {
    await machine.close();
  }
}

if (require.main === module)
  main(process.argv.includes("--record")).then(
    () => process.exit(0),
    (failure: unknown) => {
      process.stderr.write(
        `\nThe demonstration ended early: ${failure instanceof Error ? failure.message : failure}\n`,
      );
      process.exit(1);
    },
  );
