import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { ServerlessCluster } from "pulumi-ack-serverless";
import { ServerlessCluster as PluginCluster } from "pulumi-ack-serverless/plugin";
import { Simulator } from "../../simulator";
import { LocalApiServer } from "../../tools/kubernetes/localApiServer";
import { quick } from "../engine/support/cluster";
import { withPlugin } from "../engine/support/plugin";
import { type EngineStack, testStack } from "../engine/support/stack";
import { binaries, withKubernetes } from "./support/binaries";

const run = promisify(execFile);
const main = join(__dirname, "..", "..", "dist", "cli", "main.js");
let apiServer: LocalApiServer;
let simulator: Simulator;
let folder: string;

withKubernetes("a workload on a cluster", () => {
  beforeAll(async () => {
    apiServer = await LocalApiServer.start(binaries());
    simulator = await Simulator.start({ kubernetes: apiServer.kubeconfig });
    folder = mkdtempSync(join(tmpdir(), "ack-workload-"));
    mkdirSync(join(folder, "bin"));
    // npm installs a link to the same file, or on Windows a script.
    writeFileSync(join(folder, "bin", "ack-serverless"), `#!/bin/sh\nexec node ${main} "$@"\n`, { mode: 0o755 });
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await simulator?.close();
    await apiServer?.close();
  });

  /** kubectl as a user runs it: with the stack's output as its file, and with keys in the environment. */
  async function kubectl(kubeconfig: unknown, args: string, keys = true): Promise<string> {
    const file = join(folder, "kubeconfig.yaml");
    writeFileSync(file, String(kubeconfig), { mode: 0o600 });
    const { accessKeyId, accessKeySecret } = simulator.accounts[0];
    const env = {
      PATH: [join(folder, "bin"), dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
      HOME: folder,
      KUBECONFIG: file,
      ...(keys && { ALICLOUD_ACCESS_KEY: accessKeyId, ALICLOUD_SECRET_KEY: accessKeySecret }),
    };
    return (await run(join(binaries().folder, "kubectl"), args.split(" "), { cwd: folder, env })).stdout;
  }

  const program = (Cluster: typeof ServerlessCluster | typeof PluginCluster, more: object) => async () => {
    const args = { regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i", ...more };
    const { kubeconfig } = new (Cluster as typeof ServerlessCluster)("workload", args);
    return { kubeconfig };
  };

  test.each([
    ["dynamic", ServerlessCluster, {}],
    ["plugin", PluginCluster, { settings: withPlugin }],
  ] as const)("%s: made, deployed to, changed, and destroyed", async (host, Cluster, settings) => {
    const stack: EngineStack = await testStack({
      simulator,
      program: program(Cluster, {}),
      project: host,
      config: quick,
      ...settings,
    });
    const { kubeconfig } = (await stack.up()).outputs;

    await kubectl(kubeconfig, "create deployment web --image=nginx:1.29 --replicas=2");
    expect(await kubectl(kubeconfig, "get deployment web -o jsonpath={.spec.replicas}")).toBe("2");

    stack.program = program(Cluster, { name: `renamed-${host}`, tags: { team: "web" }, deletionProtection: false });
    const edited = (await stack.up()).outputs;
    expect(edited.kubeconfig).toBe(kubeconfig);
    await stack.refresh();
    expect((await stack.outputs()).kubeconfig?.value).toBe(kubeconfig);

    expect(await kubectl(kubeconfig, "delete deployment web")).toContain('deployment.apps "web" deleted');
    await stack.destroy();
    await expect(kubectl(kubeconfig, "get deployments")).rejects.toThrow("is forbidden: User");
  });

  test("a missing credential has an exit code of its own, which every client shows", async () => {
    const stack = await testStack({ simulator, program: program(ServerlessCluster, {}), project: "keyless" });
    const { kubeconfig } = (await stack.up()).outputs;
    await expect(kubectl(kubeconfig, "get namespaces", false)).rejects.toThrow(
      "executable ack-serverless failed with exit code 6",
    );
    await stack.destroy();
  });
});
