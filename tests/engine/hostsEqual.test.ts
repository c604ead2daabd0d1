import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { type Bench, type BenchOptions, bench, expectNothingLeft, recorded, type Wishes } from "./support/cluster";
import { pluginBench } from "./support/plugin";
import { expectFailure } from "./support/stack";

type Start = (wishes: Wishes, options?: BenchOptions) => Promise<Bench>;

const start: ServerlessClusterArgs = {
  zoneId: "cn-hangzhou-i",
  serviceCidr: "172.21.0.0/20",
  tags: { env: "test" },
  kubernetesVersion: "1.34",
};

/** One after the other, as a user would. */
const script: readonly (readonly [what: string, act: (life: Bench) => Promise<unknown>])[] = [
  ["preview", ({ stack }) => stack.preview()],
  ["create", ({ stack }) => stack.up()],
  ["nothing", ({ stack }) => stack.up("--expect-no-changes")],
  [
    "tags, protection and a name",
    (life) => changed(life, { name: "web", tags: { team: "web" }, deletionProtection: true }),
  ],
  ["add-ons", (life) => changed(life, { addons: [{ name: "logtail-ds", config: { sls_project_name: "logs" } }] })],
  ["a public endpoint taken away", (life) => changed(life, { endpointPublicAccess: false })],
  ["a value that the cluster has already", (life) => changed(life, { timezone: "Asia/Shanghai" })],
  ["a protected cluster", ({ stack }) => expectFailure(stack.destroy("--parallel", "1"))],
  ["drift", (life) => drifted(life)],
  ["put back", ({ stack }) => stack.up()],
  ["no protection", (life) => changed(life, { deletionProtection: false })],
  ["a replacement", (life) => changed(life, { serviceCidr: "172.22.0.0/20" })],
  ["a failed creation", (life) => failed(life)],
  ["after it", ({ stack }) => stack.up()],
  ["an ownership tag that cannot be turned", (life) => unturned(life)],
  ["looked at again", ({ stack }) => stack.refresh("--target", "**::late")],
  ["turned after all", ({ stack }) => stack.up()],
  ["and settled", ({ stack }) => stack.up("--expect-no-changes")],
  ["destroy", ({ stack }) => stack.destroy("--parallel", "1")],
];

async function changed({ stack, wishes }: Bench, change: ServerlessClusterArgs): Promise<void> {
  wishes.prod = { ...wishes.prod, ...change };
  await stack.up();
}

async function drifted({ stack, simulator }: Bench): Promise<void> {
  simulator.edit(String(recorded(stack, "prod").id), { name: "by-hand" });
  await stack.refresh();
}

async function failed({ stack, simulator, wishes }: Bench): Promise<void> {
  wishes.spare = start;
  simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no EIP is left" });
  await expectFailure(stack.up());
}

async function unturned({ stack, simulator, wishes }: Bench): Promise<void> {
  wishes.late = { ...start, name: "late" };
  simulator.failNext("TagResources", { kind: "status", status: 403, code: "StatusForbidden", message: "denied" });
  await expectFailure(stack.up());
}

/** What arrived at the API, with ids and chance taken out. */
function arrived({ simulator }: Bench, from: number): string[] {
  return simulator
    .requests()
    .slice(from)
    .map(({ operation, path, query, body }) =>
      JSON.stringify([operation, path, query, body])
        .replace(/\bc[0-9a-f]{32}\b/g, "<cluster>")
        .replace(/(creating|owned):([0-9a-f]+):[0-9a-f]+/g, "$1:$2:<attempt>")
        .replace(/\bT-[0-9a-z]+/g, "<task>"),
    );
}

async function play(begin: Start): Promise<Record<string, string[]>> {
  const life = await begin({ prod: start });
  const calls: Record<string, string[]> = {};
  for (const [what, act] of script) {
    const from = life.simulator.requests().length;
    await act(life);
    calls[what] = arrived(life, from);
  }
  expectNothingLeft(life.simulator);
  return calls;
}

test("one script makes the same calls, in the same order, on both hosts", async () => {
  const [onDynamic, onPlugin] = [await play(bench), await play(pluginBench)];
  expect(onPlugin).toEqual(onDynamic);
  expect(onPlugin.create?.length).toBeGreaterThan(3);
  expect(onPlugin["turned after all"]?.join("\n")).toContain("TagResources");
});
