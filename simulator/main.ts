#!/usr/bin/env node
import { parseArgs } from "node:util";
import { CONTROL_PATH } from "./http/control";
import { Simulator } from "./simulator";
import type { Progression } from "./steering/options";

const USAGE = `ack-simulator: ACK (Alibaba Cloud Container Service) on loopback

  --port <number>          the port; without it, a free one
  --progression <how>      immediate, manual, or the real seconds that a cluster creation takes (default 8s)
  --kubernetes <file>      an administrator's kubeconfig: its API server then stands behind every cluster
  --control                opens ${CONTROL_PATH} without any key: every program on this machine can then change clusters
  --help                   this text
`;

const USAGE_FAULT = 2;

/** Reads the command line; undefined when only help is wanted. */
function readFlags(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "0" },
      progression: { type: "string", default: "8s" },
      kubernetes: { type: "string" },
      control: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const { control, kubernetes } = values;
  const file = kubernetes === undefined ? {} : { kubernetes };
  return { port: readPort(values.port), progression: readProgression(values.progression), control, ...file };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port ${text}: a number from 0 to 65535 is needed`);
  return port;
}

function readProgression(text: string): Progression {
  if (text === "immediate" || text === "manual") return text;
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  if (seconds === undefined) throw new Error(`--progression ${text}: immediate, manual or <seconds>s is needed`);
  return { seconds: Number(seconds) };
}

/** How to use a simulator that has just started. */
function example(simulator: Simulator): string {
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const { url } = simulator;
  const endpoints = JSON.stringify({ cs: url, sts: url, vpc: url, ecs: url });
  return `ACK simulator at ${simulator.url}
Open that in a browser to see its clusters, tasks and requests as they are.

In a Pulumi program's shell:

  export ALICLOUD_ACCESS_KEY=${accessKeyId}
  export ALICLOUD_SECRET_KEY=${accessKeySecret}
  export ALICLOUD_REGION=cn-hangzhou
  pulumi config set alicloud:endpoints '${endpoints}'

With ack-serverless, in that shell; each command needs the flag:

  npx ack-serverless doctor --config 'alicloud:endpoints=${endpoints}'

With the vendor's SDK (save as list.cjs, run with node):

  const { default: CS, DescribeClustersForRegionRequest } = require("@alicloud/cs20151215");
  const { $OpenApiUtil } = require("@alicloud/openapi-core");
  const client = new CS(new $OpenApiUtil.Config({
    accessKeyId: "${accessKeyId}", accessKeySecret: "${accessKeySecret}",
    protocol: "http", endpoint: "${simulator.endpoint()}", regionId: "cn-hangzhou",
  }));
  client.describeClustersForRegion("cn-hangzhou", new DescribeClustersForRegionRequest({}))
    .then((answer) => console.log(answer.body));

Ctrl-C ends it.
`;
}

async function main(): Promise<void> {
  let flags: ReturnType<typeof readFlags>;
  try {
    flags = readFlags(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`ack-simulator: ${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = USAGE_FAULT;
    return;
  }
  if (flags === undefined) {
    process.stdout.write(USAGE);
    return;
  }
  const simulator = await Simulator.start({ ...flags, statusPage: true });
  process.stdout.write(example(simulator));
  if (flags.control)
    process.stdout.write(`\nControl is open to every program on this machine: ${simulator.url}${CONTROL_PATH}\n`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void simulator.close());
}

main().catch((error: Error) => {
  process.stderr.write(`ack-simulator: ${error.message}\n`);
  process.exitCode = 1;
});
