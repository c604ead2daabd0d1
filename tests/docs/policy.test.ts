import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lookingAtCluster } from "../../cli/watched";
import { type Operation, operations } from "../../provider/ack/operations";
import { functions } from "../../provider/cluster/functions/functions";
import type { PackageFunction } from "../../provider/cluster/functions/packageFunction";
import { read } from "../../provider/cluster/lifecycle/read";
import { mayAskFor } from "../../provider/cluster/observe/earlier";
import { preflight } from "../../provider/cluster/preflight/preflight";
import { standaloneContext } from "../../provider/hosts/standalone";
import type { Values } from "../../provider/table/check";
import { action, purposes } from "../../tools/generate/policy";
import { AUTO_VPC, IN_VPC } from "../cluster/support/inputs";
import { Stack } from "../cluster/support/stack";
import { REGION, World } from "../cluster/support/world";

const folder = join(__dirname, "..", "..", "docs", "policies");
const every = Object.keys(operations) as Operation[];

const CLUSTERS = "acs:cs:*:*:cluster/*";

/** The operations that ACK asks for one cluster. */
function onCluster(name: string): boolean {
  const { path } = operations[every.find((operation) => action(operation) === name) as Operation];
  return path.toLowerCase().includes("{clusterid}");
}

function allowedBy(file: string): string[] {
  const { Version, Statement } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
    Version: string;
    Statement: { Effect: string; Action: string[]; Resource: string }[];
  };
  expect(Version).toBe("1");
  for (const { Effect, Action, Resource } of Statement) {
    expect([Effect, Action.length > 0]).toEqual(["Allow", true]);
    for (const name of Action) expect(`${name} ${Resource}`).toBe(`${name} ${onCluster(name) ? CLUSTERS : "*"}`);
  }
  return Statement.flatMap(({ Action }) => Action).toSorted();
}

test("the full document holds each operation that the provider can call, and no other", () => {
  expect(allowedBy("full.json")).toEqual(every.map(action).toSorted());
});

test("there is a document for each purpose, and together they allow everything", () => {
  expect(readdirSync(folder).toSorted()).toEqual(
    ["full", ...Object.keys(purposes)].map((name) => `${name}.json`).toSorted(),
  );
  const together = Object.keys(purposes).flatMap((name) => allowedBy(`${name}.json`));
  expect([...new Set(together)].toSorted()).toEqual(allowedBy("full.json"));
});

const ADDONS = [{ name: "knative", config: { a: 1 } }];
const LOGS = {
  ...AUTO_VPC,
  clusterSpec: "ack.pro.small",
  auditLog: { enabled: true },
  controlPlaneLog: { components: ["apiserver"] },
};

interface Journey {
  /** What was there before, made with every permission. */
  readonly before?: object;
  readonly go: (stack: Stack, world: World) => Promise<unknown>;
}

const clusterId = (stack: Stack) => ({ clusterId: `${REGION}/${stack.id}` });
const context = (world: World) => world.context();

/** With the addresses of VPC and ECS, too, which the checks before a creation ask. */
function everyProduct({ simulator: { url, accounts } }: World) {
  const config: Readonly<Record<string, string>> = {
    "alicloud:accessKey": accounts[0].accessKeyId,
    "alicloud:secretKey": accounts[0].accessKeySecret,
    "alicloud:endpoints": JSON.stringify({ cs: url, sts: url, vpc: url, ecs: url }),
  };
  return standaloneContext({ config: (key) => config[key], env: {} });
}

/** What each purpose is for, done in full. */
const journeys: Readonly<Record<keyof typeof purposes, readonly Journey[]>> = {
  "read-only": [
    {
      before: { ...LOGS, addons: ADDONS },
      go: async (stack, world) => {
        await read(stack.id, {}, context(world));
        await stack.refresh();
        world.simulator.vanish(stack.id);
        await stack.refresh();
        expect(stack.state).toBeUndefined();
      },
    },
  ],
  create: [
    { go: (stack) => stack.up({ ...AUTO_VPC, kubernetesVersion: "1.34" }) },
    {
      go: (stack, world) => {
        world.simulator.failNext("CreateCluster", { kind: "lostAnswer" });
        return stack.up(AUTO_VPC);
      },
    },
  ],
  modify: [
    {
      before: AUTO_VPC,
      go: async (stack) => {
        await stack.up({ ...AUTO_VPC, name: "other", enableRrsa: true, apiServerEipId: "eip-1a" });
        await stack.up({ ...AUTO_VPC, name: "other", endpointPublicAccess: false, deletionProtection: true });
      },
    },
    { before: AUTO_VPC, go: (stack, world) => runOutOfTime(stack, world, { ...AUTO_VPC, deletionProtection: true }) },
  ],
  tags: [
    {
      before: { ...AUTO_VPC, tags: { a: "1", b: "2" } },
      go: (stack) => stack.up({ ...AUTO_VPC, tags: { a: "2", c: "3" } }),
    },
  ],
  upgrade: [
    {
      before: { ...AUTO_VPC, kubernetesVersion: "1.33.3-aliyun.1" },
      go: (stack) => stack.up({ ...AUTO_VPC, kubernetesVersion: "1.34", clusterSpec: "ack.pro.small" }),
    },
    {
      before: AUTO_VPC,
      go: (stack, world) => runOutOfTime(stack, world, { ...AUTO_VPC, clusterSpec: "ack.pro.small" }),
    },
  ],
  addons: [
    {
      before: { ...AUTO_VPC, addons: ADDONS },
      go: async (stack) => {
        await stack.up({ ...AUTO_VPC, addons: [{ name: "knative", config: { a: 2 } }, { name: "logtail-ds" }] });
        await stack.up({ ...AUTO_VPC, addons: [{ name: "logtail-ds" }] });
      },
    },
    {
      before: { ...AUTO_VPC, addons: [{ name: "coredns", version: "v1.9.3.10" }] },
      go: (stack) => stack.up({ ...AUTO_VPC, addons: [{ name: "coredns", version: "v1.11.3.5" }] }),
    },
    {
      before: AUTO_VPC,
      go: (stack, world) => runOutOfTime(stack, world, { ...AUTO_VPC, addons: [{ name: "knative" }] }),
    },
  ],
  logs: [
    {
      before: LOGS,
      go: (stack) =>
        stack.up({
          ...LOGS,
          secretEncryption: { kmsKeyId: "key-1" },
          auditLog: { enabled: false },
          controlPlaneLog: { components: [] },
        }),
    },
  ],
  destroy: [{ before: { ...AUTO_VPC, deletionProtection: true, forceDestroy: true }, go: (stack) => stack.destroy() }],
  doctor: [
    { go: (_, world) => preflight({ ...IN_VPC, regionId: REGION, kubernetesVersion: "1.34" }, everyProduct(world)) },
    { go: (_, world) => preflight({ ...AUTO_VPC, regionId: REGION }, everyProduct(world)) },
  ],
  watch: [
    {
      before: AUTO_VPC,
      go: (stack, world) => lookingAtCluster({ region: REGION, id: stack.id }, context(world))(),
    },
  ],
  functions: [
    {
      before: AUTO_VPC,
      go: async (stack, world) => {
        const known: Values = { ...clusterId(stack), name: "knative" };
        for (const one of Object.values<PackageFunction>(functions)) {
          const needed = Object.entries(one.arguments).filter(([, { required }]) => required);
          await one.call(Object.fromEntries(needed.map(([name]) => [name, known[name]])), context(world));
        }
        await functions.getAddons.call(clusterId(stack), context(world));
      },
    },
  ],
};

async function runOutOfTime(stack: Stack, world: World, program: Values): Promise<void> {
  world.after("DescribeTaskInfo", () => world.clock.sleep(100 * 60_000));
  await expect(stack.up(program)).rejects.toThrow(/ is still .* after 100 min/);
}

/** The operations that were asked for while a journey went on; RAM would have refused all but `allowed`. */
async function asked({ before, go }: Journey, allowed: readonly Operation[]): Promise<string[]> {
  const world = await World.start();
  const stack = new Stack(world);
  if (before !== undefined) await stack.up({ ...before });
  world.forget();
  const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "denied" } as const;
  for (const operation of every) {
    if (!allowed.includes(operation)) world.simulator.failNext(operation, denied, { times: 1_000_000 });
  }
  await go(stack, world);
  return world.allCalls();
}

test.each(Object.entries(journeys))(
  "%s: what it allows is enough, and nothing in it is unused",
  async (name, paths) => {
    const allowed: readonly Operation[] = purposes[name as keyof typeof purposes].operations;
    const calls = new Set<string>();
    for (const path of paths) for (const call of await asked(path, allowed)) calls.add(call);
    expect([...calls].toSorted()).toEqual(allowed.toSorted());
  },
);

test("an earlier task is asked for only where the operation's own document allows it", () => {
  const needed = (operation: Operation): readonly Operation[] =>
    operation === "CreateCluster" ? ["DescribeClustersForRegion", "DescribeClusterTasks"] : ["DescribeClusterTasks"];
  const asking = Object.values(purposes).flatMap(({ operations: allowed }: { operations: readonly Operation[] }) =>
    allowed.filter(mayAskFor).map((operation) => [operation, needed(operation).every((one) => allowed.includes(one))]),
  );
  expect(asking.toSorted()).toEqual([
    ["CreateCluster", true],
    ["InstallClusterAddons", true],
    ["UnInstallClusterAddons", true],
    ["UpgradeClusterAddons", true],
  ]);
});
