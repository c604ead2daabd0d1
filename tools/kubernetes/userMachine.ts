/**
 * A user's machine: a home folder, `ack-serverless` on the PATH and kubectl, beside a real API server with the simulator
 * in front of it.
 */
import { execFile, type PromiseWithChild } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { Simulator, type SimulatorOptions } from "../../simulator/index";
import { type KubernetesBinaries, LocalApiServer } from "./localApiServer";

const run = promisify(execFile);
const root = join(__dirname, "..", "..");
/** The built command, as npm installs it. */
const command = join(root, "dist", "cli", "main.js");

/** What the set-up found or built. */
export interface KubernetesTools extends KubernetesBinaries {
  /** The folder of the plugin of @pulumi/kubernetes, if there is one. */
  readonly plugin?: string;
}

/** @returns undefined where the set-up was not asked for Kubernetes, or found none. */
export function kubernetesTools(): KubernetesTools | undefined {
  const record = join(root, ".work", "kubernetes.json");
  if (!existsSync(record)) return undefined;
  const found = JSON.parse(readFileSync(record, "utf8")) as Partial<KubernetesTools>;
  return found.folder === undefined ? undefined : { ...found, folder: found.folder };
}

export type Environment = Readonly<Record<string, string>>;

export class UserMachine {
  private constructor(
    readonly tools: KubernetesTools,
    readonly apiServer: LocalApiServer,
    readonly simulator: Simulator,
    readonly home: string,
  ) {}

  static async start(tools: KubernetesTools, options: SimulatorOptions = {}): Promise<UserMachine> {
    const apiServer = await LocalApiServer.start(tools);
    const simulator = await Simulator.start({ ...options, kubernetes: apiServer.kubeconfig });
    const machine = new UserMachine(tools, apiServer, simulator, mkdtempSync(join(tmpdir(), "ack-kubernetes-")));
    mkdirSync(join(machine.home, "bin"));
    machine.install();
    return machine;
  }

  async close(): Promise<void> {
    rmSync(this.home, { recursive: true, force: true });
    await this.simulator.close();
    await this.apiServer.close();
  }

  /**
   * Puts `ack-serverless` on the PATH: npm installs a link to the command itself, or on Windows a script.
   *
   * @param script  what it runs, in the shell's language
   */
  install(script: (command: string) => string = (own) => `exec ${own}`): void {
    const text = `#!/bin/sh\n${script(`node ${command} "$@"`)}\n`;
    writeFileSync(join(this.home, "bin", "ack-serverless"), text, { mode: 0o755 });
  }

  /** The environment in which the user works: with keys, and with `ack-serverless` on the PATH. */
  get environment(): Environment {
    const { accessKeyId, accessKeySecret } = this.simulator.accounts[0];
    return { ...this.keyless, ALICLOUD_ACCESS_KEY: accessKeyId, ALICLOUD_SECRET_KEY: accessKeySecret };
  }

  /** The same without keys. */
  get keyless(): Environment {
    const path = [join(this.home, "bin"), dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
    return { PATH: path, HOME: this.home };
  }

  /** Removes the credentials that `ack-serverless` has kept. */
  forgetCredentials(): void {
    rmSync(join(this.home, ".cache"), { recursive: true, force: true });
  }

  /** Writes a file that only the user can read, and gives its path. */
  file(name: string, text: unknown): string {
    const path = join(this.home, name);
    writeFileSync(path, String(text), { mode: 0o600 });
    return path;
  }

  /** kubectl with a kubeconfig's file, in a folder. Default: the user's home. */
  kubectl(file: string, args: string, env = this.environment, folder = this.home) {
    return this.run(join(this.tools.folder, "kubectl"), args.split(" "), { ...env, KUBECONFIG: file }, folder);
  }

  /** `ack-serverless`, against the simulator. */
  ack(args: string, env: Environment = {}) {
    const { url } = this.simulator;
    const endpoints = `alicloud:endpoints=${JSON.stringify({ cs: url, sts: url })}`;
    const all = [command, ...args.split(" "), "--config", endpoints];
    return this.run(process.execPath, all, { ...this.environment, ...env });
  }

  run(
    program: string,
    args: readonly string[],
    env: Environment,
    folder = this.home,
  ): PromiseWithChild<{ stdout: string; stderr: string }> {
    return run(program, args, { cwd: folder, env });
  }
}
