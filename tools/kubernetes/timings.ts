/** How long a kubectl command takes with each way to log in, all on one machine in turn. */
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { kubeconfigOf } from "../../provider/cluster/state/kubeconfig";
import type { UserMachine } from "./userMachine";

export interface Timing {
  readonly way: string;
  /** The median of the rounds. */
  readonly ms: number;
  /** Calls of ACK for each command. */
  readonly calls: number;
}

interface Way {
  readonly name: string;
  /** A kubeconfig's file. */
  readonly file: string;
  readonly prepare?: () => void;
}

/** The first round only fills the caches that kubectl keeps of the API, and counts for nothing. */
export async function timings(machine: UserMachine, rounds: number): Promise<Timing[]> {
  const ways = waysOf(machine);
  const measured = ways.map(() => ({ ms: [] as number[], calls: 0 }));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { file, prepare }] of ways.entries()) {
      prepare?.();
      const before = machine.simulator.requests().length;
      const started = performance.now();
      await machine.kubectl(file, "get namespaces");
      const ms = performance.now() - started;
      if (round === 0) continue;
      measured[index]?.ms.push(ms);
      if (measured[index]) measured[index].calls += machine.simulator.requests().length - before;
    }
  }
  return ways.map(({ name }, index) => {
    const { ms = [], calls = 0 } = measured[index] ?? {};
    return { way: name, ms: median(ms), calls: calls / rounds };
  });
}

function waysOf(machine: UserMachine): Way[] {
  const entry = execKubeconfig(machine);
  const file = machine.file("exec.yaml", entry);
  installPackage(machine);
  return [
    { name: "an administrator's kubeconfig, which holds a credential", file: machine.apiServer.kubeconfig },
    { name: "the output `kubeconfig`, with a kept credential", file },
    {
      name: "the output `kubeconfig`, without a kept credential",
      file,
      prepare: () => machine.forgetCredentials(),
    },
    { name: "the entry of earlier versions, which ran npx", file: machine.file("npx.yaml", throughNpx(entry)) },
  ];
}

function execKubeconfig({ simulator, apiServer }: UserMachine): string {
  const { cluster_id: clusterId, region_id: regionId } = simulator.seed({ name: "timings" });
  const outputs = { clusterId, regionId, certificateAuthority: apiServer.authority, apiServerEndpoint: apiServer.url };
  const text = kubeconfigOf(outputs, { endpoints: { cs: simulator.url, sts: simulator.url } });
  if (text === undefined) throw new Error("the cluster has no kubeconfig");
  return text;
}

/** What the output `kubeconfig` of earlier versions ran; they kept no credential. */
function throughNpx(kubeconfig: string): string {
  const config = parse(kubeconfig);
  const { exec } = config.users[0].user;
  exec.args = ["--yes", "--package", "pulumi-ack-serverless@0", exec.command, ...exec.args, "--no-cache"];
  exec.command = "npx";
  return stringify(config);
}

/** Where npx finds the package without a registry, which would add to its time. */
function installPackage({ home }: UserMachine): void {
  const modules = join(home, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  symlinkSync(dirname(require.resolve("pulumi-ack-serverless/package.json")), join(modules, "pulumi-ack-serverless"));
  symlinkSync(join(home, "bin", "ack-serverless"), join(modules, ".bin", "ack-serverless"));
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
