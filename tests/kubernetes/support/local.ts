import { execFile, type PromiseWithChild } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { kubeconfigOf } from "../../../provider/cluster/state/kubeconfig";
import { Simulator } from "../../../simulator";
import { LocalApiServer } from "../../../tools/kubernetes/localApiServer";
import { rawCall } from "../../simulator/signed";
import { binaries } from "./binaries";

const run = promisify(execFile);
/** The built command, as npm installs it. */
export const command = join(__dirname, "..", "..", "..", "dist", "cli", "main.js");

type Seeded = ReturnType<Simulator["seed"]>;
type Environment = Readonly<Record<string, string>>;

/** A real API server, the simulator in front of it, and a user's machine: a home folder with `ack-serverless` on the PATH. */
export class Local {
  private constructor(
    readonly apiServer: LocalApiServer,
    readonly simulator: Simulator,
    readonly home: string,
  ) {}

  static async start(): Promise<Local> {
    const apiServer = await LocalApiServer.start(binaries());
    const simulator = await Simulator.start({ kubernetes: apiServer.kubeconfig });
    const home = mkdtempSync(join(tmpdir(), "ack-kubernetes-"));
    const local = new Local(apiServer, simulator, home);
    mkdirSync(join(home, "bin"));
    local.install(`exec node ${command} "$@"`);
    return local;
  }

  async close(): Promise<void> {
    rmSync(this.home, { recursive: true, force: true });
    await this.simulator.close();
    await this.apiServer.close();
  }

  /** Puts a shell script on the PATH as `ack-serverless`: npm installs a link to the command itself, or on Windows a script. */
  install(script: string): void {
    writeFileSync(join(this.home, "bin", "ack-serverless"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** The PATH of the user's machine. */
  get path(): string {
    return [join(this.home, "bin"), dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
  }

  /** The user's keys, as environment variables. */
  get keys(): Environment {
    const { accessKeyId, accessKeySecret } = this.simulator.accounts[0];
    return { ALICLOUD_ACCESS_KEY: accessKeyId, ALICLOUD_SECRET_KEY: accessKeySecret };
  }

  /** Writes a file that only the user can read, and gives its path. */
  file(name: string, text: unknown): string {
    const path = join(this.home, name);
    writeFileSync(path, String(text), { mode: 0o600 });
    return path;
  }

  /** kubectl as a user runs it: with keys in the environment. */
  kubectl(file: string, args: string | readonly string[], env: Environment = this.keys) {
    return this.#run(join(binaries().folder, "kubectl"), args, { KUBECONFIG: file, ...env });
  }

  /** `ack-serverless`, against the simulator. */
  ack(args: string, env: Environment = {}) {
    const { url } = this.simulator;
    const endpoints = `alicloud:endpoints=${JSON.stringify({ cs: url, sts: url })}`;
    return this.#run(process.execPath, [command, ...args.split(" "), "--config", endpoints], { ...this.keys, ...env });
  }

  /** The output `kubeconfig` of a cluster that the simulator has, as a file. */
  execKubeconfig({ cluster_id: clusterId, region_id: regionId, master_url }: Seeded): string {
    const { api_server_endpoint: apiServerEndpoint, intranet_api_server_endpoint: intranetApiServerEndpoint } =
      JSON.parse(String(master_url));
    const { url } = this.simulator;
    const text = kubeconfigOf(
      {
        clusterId,
        regionId,
        certificateAuthority: this.apiServer.authority,
        apiServerEndpoint: apiServerEndpoint || undefined,
        intranetApiServerEndpoint,
      },
      { endpoints: { cs: url, sts: url } },
    );
    return this.file(`${clusterId}-exec.yaml`, text);
  }

  /** What ACK answers to DescribeClusterUserKubeconfig. */
  describeKubeconfig(clusterId: string, query = "") {
    return rawCall(this.simulator, {
      action: "DescribeClusterUserKubeconfig",
      path: `/k8s/${clusterId}/user_config${query}`,
    });
  }

  /** ACK's kubeconfig of a cluster, which holds a credential, as a file. */
  async ackKubeconfig(clusterId: string, query = ""): Promise<string> {
    const { body } = await this.describeKubeconfig(clusterId, query);
    return this.file(`${clusterId}.yaml`, body.config);
  }

  async revoke(clusterId: string): Promise<void> {
    await rawCall(this.simulator, {
      action: "RevokeK8sClusterKubeConfig",
      method: "DELETE",
      path: `/k8s/${clusterId}/certs`,
    });
  }

  /** How often a kubeconfig of the cluster was asked for. */
  fetches({ cluster_id: id }: Seeded): number {
    return this.simulator.requests("DescribeClusterUserKubeconfig").filter(({ path }) => path.includes(id)).length;
  }

  #run(
    program: string,
    args: string | readonly string[],
    env: Environment,
  ): PromiseWithChild<{ stdout: string; stderr: string }> {
    const own = { PATH: this.path, HOME: this.home, ...env };
    return run(program, typeof args === "string" ? args.split(" ") : args, { cwd: this.home, env: own });
  }
}

let running: Local | undefined;

/** One API server for all tests of a file. */
export function startLocal(): void {
  beforeAll(async () => {
    running = await Local.start();
  });
  afterAll(() => running?.close());
}

export function local(): Local {
  if (running === undefined) throw new Error("the API server runs only during a test");
  return running;
}
