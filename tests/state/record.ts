/**
 * `npx tsx tests/state/record.ts` writes what the version in package.json leaves behind in a user's state, before that
 * version is released: a stack of each host, made by the real engine and exported, and the cluster behind them.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { Simulator } from "../../simulator";
import { EngineStack, type StackState, simulatorConfig } from "../../tools/engine/engine";
import { contract, type Host, programOf, simulatorPlace, versionsFolder } from "./fixture";

const root = join(__dirname, "..", "..");

/** Of each kind of lifecycle and of each shape something. */
const args = {
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.34",
  vpcId: "vpc-1",
  vswitchIds: ["vsw-a", "vsw-b"],
  serviceCidr: "172.21.0.0/20",
  endpointPublicAccess: true,
  timezone: "Asia/Shanghai",
  tags: { env: "prod", team: "web" },
  addons: [{ name: "logtail-ds", config: { sls_project_name: "logs" } }],
  customSans: ["one.example.com"],
  enableRrsa: true,
  maintenanceWindow: { maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Monday"] },
  deleteOptions: { slb: "delete" },
  retainResources: [],
  forceDestroy: false,
} satisfies ServerlessClusterArgs;

async function record(host: Host, version: string): Promise<void> {
  const folder = join(versionsFolder, version);
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  const simulator = await Simulator.start();
  const stack = await EngineStack.create({
    program: programOf(host, args),
    config: simulatorConfig(simulator),
    settings: { plugins: { providers: [{ name: "ack-serverless", path: join(root, "bin") }] } },
  });
  try {
    await stack.up();
    const file = join(stack.folder, "export.json");
    await stack.run("stack", "export", "--show-secrets", "--file", file);
    const exported = readFileSync(file, "utf8").replaceAll(simulator.url, simulatorPlace);
    const { resources, pending_operations = [] } = JSON.parse(exported).deployment as StackState;
    const [detail] = simulator.clusters();
    const [creation] = simulator.requests("CreateCluster");
    mkdirSync(folder, { recursive: true });
    write(host, { resources: resources.map(lasting), pending_operations });
    write(`cluster.${host}`, {
      ...(creation?.body as object),
      cluster_id: detail?.cluster_id,
      tags: detail?.tags.filter(({ key }) => !key.startsWith("ack.aliyun.com")),
    });
    write("args", args);
    write("contract", contract());
  } finally {
    await stack.dispose();
    await simulator.close();
  }
}

/** Without what tells of the moment and the machine. */
function lasting(resource: object): object {
  const passing = ["created", "modified", "sourcePosition", "stackTrace"];
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !passing.includes(name)));
}

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const host of ["dynamic", "plugin"] as const) await record(host, version);
}

void main();
