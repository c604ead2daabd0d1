import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { ServerlessCluster as PluginCluster } from "pulumi-ack-serverless/plugin";
import type { Simulator } from "../../simulator";
import { expectNothingLeft, quick, recorded, testSimulator, whileTimePasses } from "./support/cluster";
import { withPlugin } from "./support/plugin";
import { type EngineStack, expectFailure, type Run, testStack } from "./support/stack";

/** In every secret, and nowhere else: the state names this file. */
const WORD = "magpie";
/** The word as it is, percent-encoded, and in base64, wherever in a group of three bytes it begins. */
const canary = new RegExp(
  [
    WORD,
    WORD.replaceAll(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    ...[0, 1, 2].map((before) => {
      const [start, end] = [Math.ceil((before * 8) / 6), Math.floor(((before + WORD.length) * 8) / 6)];
      return Buffer.from("-".repeat(before) + WORD)
        .toString("base64")
        .slice(start, end);
    }),
  ].join("|"),
);

const KIB = 1024;

/** About 24 KiB of short values. */
const many = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`key${index}`, `${WORD}-${index}/"é"`]));
/** One value of 32 KiB. */
const long = `${WORD} with spaces & "quotes", `.repeat((32 * KIB) / 30);

const argsOf = (change: string): ServerlessClusterArgs => ({
  zoneId: "cn-hangzhou-i",
  tags: { env: pulumi.secret(`${WORD} in a tag, ${change}`) },
  addons: [
    { name: "logtail-ds", config: pulumi.secret({ sls_project_name: long, change }) },
    { name: "nginx-ingress-controller", config: pulumi.secret(JSON.stringify({ ...many, change })) },
  ],
});

/** What ACK may say: it repeats what it was sent, in JSON inside of JSON and percent-encoded. */
const echo = (text: string) => {
  const config = JSON.stringify({ config: JSON.stringify(text) });
  return `the configuration ${config} is refused; ?config=${encodeURIComponent(JSON.stringify(text))}`;
};

class Flow {
  args = argsOf("first");
  options: pulumi.CustomResourceOptions = {};

  private constructor(
    readonly simulator: Simulator,
    readonly stack: EngineStack,
    /** For the log of the calls. */
    readonly folder: string,
  ) {}

  static async open(host: "dynamic" | "plugin"): Promise<Flow> {
    const simulator = await testSimulator({ progression: "manual" });
    const folder = mkdtempSync(join(tmpdir(), "ack-canary-"));
    let flow: Flow | undefined;
    const program = async () => {
      const Cluster = host === "dynamic" ? ServerlessCluster : PluginCluster;
      const { addons, tags, kubeconfig } = new Cluster("prod", flow?.args ?? {}, flow?.options);
      return { addons, tags, kubeconfig };
    };
    const env = { ACK_SERVERLESS_CALL_LOG: join(folder, "calls.log") };
    const stack = await testStack({ simulator, program, env, config: quick, settings: withPlugin });
    flow = new Flow(simulator, stack, folder);
    return flow;
  }

  /** Removes what the file backend keeps of earlier runs. */
  forgetBackups(): void {
    for (const name of ["backups", "history"]) {
      rmSync(join(this.stack.folder, "state", ".pulumi", name), { recursive: true, force: true });
    }
    rmSync(`${this.stack.stateFile}.bak`, { force: true });
  }

  /** A run, after which no secret is anywhere: not in its text, in no file of the stack, and not in the log of the calls. */
  async checked(run: () => Promise<Run>): Promise<Run> {
    const result = await whileTimePasses(this.simulator, run);
    expect(canary.exec(result.text)).toBeNull();
    const files = [this.stack.folder, this.folder].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true }),
    );
    for (const file of files.filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name);
      expect([path, canary.test(readFileSync(path, "latin1"))]).toEqual([path, false]);
    }
    return result;
  }
}

describe.each(["dynamic", "plugin"] as const)("a large secret configuration in a cluster of the %s host", (host) => {
  let flow: Flow;

  beforeAll(async () => {
    flow = await Flow.open(host);
  });

  afterAll(() => rmSync(flow.folder, { recursive: true, force: true }));

  test("is shown nowhere when the answer of the creation is lost, and ACK repeats it in an error", async () => {
    const { simulator, stack } = flow;
    await flow.checked(() => stack.preview("--diff"));
    simulator.failNext("CreateCluster", { kind: "status", status: 400, code: "Invalid", message: echo(long) });
    const refused = await flow.checked(() => expectFailure(stack.up("--diff")));
    expect(refused.text).toContain("the configuration");
    simulator.failNext("CreateCluster", { kind: "lostAnswer" });
    await flow.checked(() => stack.up("--diff"));
    expect(simulator.clusters()).toHaveLength(1);
  });

  test("is shown nowhere in an update that fails, one that succeeds, and a refresh that finds drift", async () => {
    const { simulator, stack } = flow;
    flow.args = argsOf("second");
    await flow.checked(() => stack.preview("--diff"));
    simulator.failNext("ModifyClusterAddon", {
      kind: "status",
      status: 400,
      code: "Invalid",
      message: echo(JSON.stringify(many)),
    });
    await flow.checked(() => expectFailure(stack.up("--diff")));
    await flow.checked(() => stack.up("--diff"));
    await flow.checked(() => stack.preview("--diff", "--expect-no-changes"));
    const { id } = recorded(stack, "prod");
    simulator.edit(String(id), { tags: [{ key: "env", value: `${WORD} by hand` }] });
    await flow.checked(() => stack.refresh("--diff"));
    await flow.checked(() => stack.up("--diff"));
    await flow.checked(() => stack.run("stack", "export"));
    await flow.checked(() => stack.run("stack", "output", "--json"));
  });

  test("is shown nowhere when the cluster is taken over, and when its deletion fails and succeeds", async () => {
    const { simulator, stack } = flow;
    const { id, urn } = recorded(stack, "prod");
    await flow.checked(() => stack.run("state", "delete", urn, "--yes"));
    if (host === "plugin") {
      // An import records what ACK reports as it is: nobody tells the provider yet what the program marks.
      flow.options = { import: String(id) };
      await whileTimePasses(simulator, () => stack.up());
      flow.options = {};
      await whileTimePasses(simulator, () => stack.up());
      flow.forgetBackups();
    } else {
      flow.args = { ...flow.args, adopt: String(id) };
      await flow.checked(() => stack.preview("--diff"));
    }
    await flow.checked(() => stack.up("--diff"));
    expect(recorded(stack, "prod").id).toBe(id);
    await flow.checked(() => stack.refresh("--diff"));
    simulator.failNext("DeleteCluster", { kind: "status", status: 400, code: "Invalid", message: echo(long) });
    const failed = await flow.checked(() => expectFailure(stack.destroy("--diff")));
    expect(failed.text).toContain("the configuration");
    await flow.checked(() => stack.destroy("--diff"));
    expectNothingLeft(simulator);
  });
});
