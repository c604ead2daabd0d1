import * as pulumi from "@pulumi/pulumi";
import { recorded, told, writesDuring } from "./cluster";
import { type MakeCluster, type OptionRow, optionLife, works } from "./optionLife";
import { type EngineStack, expectFailure, type Run } from "./stack";

const said = async (failing: Promise<Run>) => told(await expectFailure(failing)).join("\n");

/** A transform that gives every cluster so little time. */
const hurried = (customTimeouts: pulumi.CustomTimeouts) => (args: pulumi.ResourceTransformArgs) =>
  args.type.includes("ServerlessCluster") ? { props: args.props, opts: { ...args.opts, customTimeouts } } : undefined;

/** Every cluster's id, by name. */
const idsIn = (stack: EngineStack, ...names: string[]) => names.map((name) => recorded(stack, name).id);

export const optionRows: readonly OptionRow[] = [
  works("`transforms`", "set `tags`, and `customTimeouts` for create, update and delete", async (one) => {
    const { simulator, stack, declare } = await optionLife(one, { simulation: { progression: "manual" } });
    const tagged = ({ props, opts }: pulumi.ResourceTransformArgs) => ({
      props: { ...props, tags: { env: "test" } },
      opts,
    });
    const short = { create: "2s", update: "2s", delete: "2s" };
    declare((cluster) => cluster("web", {}, { transforms: [tagged, hurried(short)] }));
    expect(await said(stack.up())).toMatch(/is still initial after \d s/);
    expect(await said(stack.up())).toMatch(/is still initial after \d s/);
    expect(await said(stack.destroy())).toMatch(/attempts in \d s were refused, .* raise it in customTimeouts/);
    expect(simulator.clusters()).toMatchObject([{ tags: expect.arrayContaining([{ key: "env", value: "test" }]) }]);
  }),
  works("`customTimeouts`", "`read`: a refresh that ACK throttles ends in time", async (one) => {
    const { simulator, stack, up } = await optionLife(one);
    await up((cluster) => cluster("web", {}, { customTimeouts: { read: "2s" } }));
    // Ten minutes, which a read without a timeout would pause.
    const headers = { "x-acs-retry-after": "600000" };
    simulator.failNext("DescribeClusterDetail", { kind: "status", status: 429, code: "Throttling", headers });
    expect(await said(stack.refresh())).toContain("raise it in customTimeouts");
  }),
  works("`protect`", "nothing is deleted, neither with the stack nor by a replacement", async (one) => {
    const { simulator, stack, up, declare } = await optionLife(one);
    const guarded = (serviceCidr: string) => (cluster: MakeCluster) =>
      cluster("web", { serviceCidr }, { protect: true });
    await up(guarded("172.21.0.0/20"));
    const calls = await writesDuring(simulator, async () => {
      expect(await said(stack.destroy())).toContain("protect");
      declare(guarded("172.23.0.0/20"));
      expect(await said(stack.up())).toContain("protect");
    });
    expect(calls).toEqual([]);
  }),
  works("`--target`, `--exclude`", "each changes one of two clusters", async (one) => {
    const { simulator, stack, up } = await optionLife(one);
    /** Wants a new tag of both clusters, and lists which ones get it. */
    const tagged = async (env: string, ...flags: string[]) => {
      const before = simulator.requests("TagResources").length;
      await up((cluster) => ["shop", "web"].map((name) => cluster(name, { tags: { env } })), ...flags);
      const calls = simulator.requests("TagResources").slice(before);
      return calls.map(({ body }) => (body as { resource_ids: string[] }).resource_ids);
    };
    await tagged("first");
    const { urn } = recorded(stack, "web");
    expect(await tagged("second", "--target", urn)).toEqual([idsIn(stack, "web")]);
    expect(await tagged("third", "--exclude", urn)).toEqual([idsIn(stack, "shop")]);
  }),
  works("`--continue-on-error`", "of two clusters, one is created although ACK refuses the other", async (one) => {
    const { simulator, stack, declare } = await optionLife(one);
    declare((cluster) => ["shop", "web"].map((name) => handled(cluster(name))));
    simulator.failNext("CreateCluster", { kind: "status", status: 403, code: "StatusForbidden", message: "denied" });
    expect(await said(stack.up("--continue-on-error", "--parallel", "1"))).toContain("denied");
    expect(simulator.clusters()).toHaveLength(1);
    await stack.up();
    expect(simulator.clusters()).toHaveLength(2);
  }),
];

/** A resource of which Jest does not report that it failed: all of its outputs reject. */
function handled<T extends pulumi.Resource>(resource: T): T {
  for (const output of Object.values(resource).filter(pulumi.Output.isInstance)) {
    const { isKnown, isSecret } = output as unknown as Record<"isKnown" | "isSecret", Promise<unknown>>;
    const { promise, allResources } = output as unknown as Record<"promise" | "allResources", () => Promise<unknown>>;
    for (const part of [isKnown, isSecret, promise.call(output), allResources.call(output)]) part.catch(() => {});
  }
  return resource;
}
