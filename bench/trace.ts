/**
 * Where the processor time goes until a provider can answer, part by part: `npx tsx bench/trace.ts`. Each part is what its
 * modules take after those of the parts before it.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { percent, type Sample, sample } from "./sample";

const root = join(__dirname, "..");
const STARTS = 11;

const processes = {
  plugin: {
    Node: [],
    "Node's modules for HTTP/2": ["node:http2", "node:tls", "node:dns", "node:zlib"],
    "gRPC and this package, until the port is reported": ["./bin/pulumi-resource-ack-serverless"],
  },
  dynamic: {
    Node: [],
    gRPC: ["@grpc/grpc-js"],
    "the messages of Pulumi's protocol": ["@pulumi/pulumi/proto/provider_pb", "@pulumi/pulumi/proto/provider_grpc_pb"],
    "the TypeScript compiler": ["typescript"],
    "npm's dependency resolver": ["@npmcli/arborist"],
    "the rest of Pulumi's SDK": ["@pulumi/pulumi"],
    "this package": ["./dist/provider/hosts/dynamic.js"],
  },
} satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Part {
  readonly host: keyof typeof processes;
  readonly what: string;
  /** Processor time in milliseconds. */
  readonly cpu: Sample;
}

/** Loads the modules of each part, and prints what each part took, in milliseconds, once the last one is ready. */
const script = `
  const parts = JSON.parse(process.argv[1]);
  const taken = [];
  let before = 0;
  const measured = () => {
    const { user, system } = process.cpuUsage();
    const now = (user + system) / 1000;
    taken.push(now - before);
    before = now;
  };
  const print = process.stdout.write.bind(process.stdout);
  const end = () => {
    measured();
    print(JSON.stringify(taken));
    process.exit();
  };
  const last = parts.pop();
  for (const part of parts) {
    for (const name of part) require(name);
    measured();
  }
  const isPlugin = last[0].startsWith("./bin/");
  // A plugin is ready when it prints its port.
  if (isPlugin) process.stdout.write = end;
  process.argv = [process.execPath, require.resolve(last[0]), "127.0.0.1:1"];
  require(last[0]);
  if (!isPlugin) end();
`;

/** Starts the two in turn, so many times each. */
export async function trace(starts: number): Promise<Part[]> {
  const hosts = Object.keys(processes) as (keyof typeof processes)[];
  const taken = Object.fromEntries(hosts.map((host) => [host, [] as number[][]]));
  for (let count = 0; count < starts; count += 1)
    for (const host of hosts) taken[host]?.push(await start(Object.values(processes[host])));
  return hosts.flatMap((host) =>
    Object.keys(processes[host]).map((what, part) => ({
      host,
      what,
      cpu: sample((taken[host] ?? []).map((parts) => parts[part] as number)),
    })),
  );
}

async function start(parts: readonly (readonly string[])[]): Promise<number[]> {
  // A plugin ends with its input, so that stays open.
  const child = spawn(process.execPath, ["-e", script, JSON.stringify(parts)], { cwd: root });
  const [printed, failure] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (printed === "") throw new Error(failure);
  return JSON.parse(printed);
}

if (require.main === module)
  void trace(STARTS).then((parts) => {
    for (const { host, what, cpu } of parts)
      console.log(`${host}: ${what}: ${cpu.median.toFixed(0)} ms ±${percent(cpu.deviation)}`);
  });
