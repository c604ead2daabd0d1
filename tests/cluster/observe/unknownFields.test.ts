import fc from "fast-check";
import type { Ack } from "../../../provider/ack/client";
import { functions } from "../../../provider/cluster/functions/functions";
import { answerAsObject, type PackageFunction } from "../../../provider/cluster/functions/packageFunction";
import { isObject } from "../../../provider/table/values";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { type ContextOptions, World } from "../support/world";

type Fields = Readonly<Record<string, unknown>>;

const PROGRAM = {
  ...AUTO_VPC,
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.34",
  snatEntry: true,
  enableRrsa: true,
  tags: { env: "prod" },
  addons: [{ name: "logtail-ds", config: '{"sls_project_name":"logs"}' }],
  auditLog: { enabled: true },
  controlPlaneLog: { components: ["apiserver"] },
  maintenanceWindow: { maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Monday"] },
  autoUpgrade: { enabled: true, channel: "patch" },
};

/** All else is left to ACK, and told by its answers alone. */
const MINIMAL = { ...AUTO_VPC, kubernetesVersion: "1.34" };

/** Names that no version of the provider knows, with values of any kind. */
const unknownFields: fc.Arbitrary<Fields> = fc.dictionary(
  fc.stringMatching(/^[a-zA-Z_]{1,12}$/).map((name) => `new_${name}`),
  fc.jsonValue(),
  { minKeys: 1, maxKeys: 4 },
);

/** Fields whose text is JSON of ACK's own. */
const JSON_TEXTS = ["master_url", "meta_data"];

/** An answer whose objects, at every depth, have more fields. */
function withMore(answer: unknown, fields: Fields): unknown {
  if (Array.isArray(answer)) return answer.map((item) => withMore(item, fields));
  if (!isObject(answer)) return answer;
  const known = Object.entries(answer).map(([name, value]) => {
    const isText = JSON_TEXTS.includes(name) && typeof value === "string" && value !== "";
    return [name, isText ? JSON.stringify(withMore(JSON.parse(value), fields)) : withMore(value, fields)];
  });
  return { ...fields, ...Object.fromEntries(known) };
}

/** A world whose every answer has more fields. */
function widened(world: World, fields: Fields): Pick<World, "settings" | "context"> {
  const wide = (ack: Ack): Ack => ({
    region: ack.region,
    call: async (...request) => withMore(await ack.call(...request), fields),
  });
  return {
    settings: (options) => world.settings(options),
    context: (options?: ContextOptions) => {
      const context = world.context(options);
      return { ...context, ack: (region) => wide(context.ack(region)) };
    },
  };
}

/** The same resource in another world. */
function moved(stack: Stack, world: Pick<World, "settings" | "context">): Stack {
  const other = new Stack(world);
  other.state = stack.state;
  return other;
}

describe("unknown fields in every answer", () => {
  test("make no difference, at any step of a cluster's life", async () => {
    await fc.assert(
      fc.asyncProperty(unknownFields, fc.constantFrom(PROGRAM, MINIMAL), async (fields, program) => {
        const world = await World.start();
        const wide = widened(world, fields);
        const stack = new Stack(wide);
        await stack.up(program);
        const plain = moved(stack, world);
        await plain.refresh();
        expect(stack.outputs).toEqual(plain.outputs);
        expect(await stack.up(program)).toBe("same");
        await stack.refresh();
        expect(stack.state).toEqual(plain.state);
        expect(await stack.up(program)).toBe("same");
        const changed = { ...program, kubernetesVersion: "1.35", timezone: "Asia/Tokyo", tags: {}, addons: [] };
        expect(await stack.up(changed)).toBe("update");
        expect(await stack.up(changed)).toBe("same");
        await stack.destroy();
        expect([world.simulator.clusters(), world.warnings.filter((text) => !text.includes("are kept"))]).toEqual([
          [],
          [],
        ]);
      }),
      { numRuns: 8 },
    );
  });

  test("make no difference to what a function answers", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(PROGRAM);
    const args: Readonly<Record<keyof typeof functions, Fields>> = {
      getCluster: { clusterId: stack.id },
      getClusters: { tags: { env: "prod" } },
      getKubeconfig: { clusterId: stack.id },
      getKubernetesVersions: { from: "1.34" },
      getAddons: { clusterId: stack.id },
      getAddonConfigSchema: { name: "coredns" },
      getClusterResources: { clusterId: stack.id, withAddonResources: true },
    };
    for (const [name, asked] of Object.entries<PackageFunction>(functions)) {
      const answer = (context: ReturnType<World["context"]>) =>
        answerAsObject(asked, args[name as keyof typeof functions], context);
      const expected = await answer(world.context());
      await fc.assert(
        fc.asyncProperty(unknownFields, async (fields) => {
          expect(await answer(widened(world, fields).context())).toEqual(expected);
        }),
        { numRuns: 10 },
      );
    }
  });
});

describe("a second endpoint of the API server", () => {
  const endpoints = {
    internal_dns_config: { enabled: true, bind_vpcs: ["vpc-1", "vpc-2"] },
    load_balancers_config: [
      { endpoint: "192.168.0.5", endpoint_type: "private", load_balancer_id: "lb-first" },
      { endpoint: "nlb-second.cn-hangzhou.nlb.aliyuncsslb.com", endpoint_type: "private", load_balancer_id: "nlb-two" },
    ],
  };

  test("that someone adds is no difference, and leaves the outputs as they are", async () => {
    const world = await World.start();
    const stack = new Stack(world);
    await stack.up(PROGRAM);
    const before = stack.outputs;
    world.simulator.overrideDetail(stack.id, { control_plane_endpoints_config: endpoints });
    const wide = new Stack({
      settings: (options) => world.settings(options),
      context: (options) => withSecondBalancer(world, stack.id, options),
    });
    wide.state = stack.state;
    await wide.refresh();
    expect(wide.outputs).toEqual(before);
    expect(wide.outputs.loadBalancerId).toMatch(/^lb-/);
    expect(await wide.up(PROGRAM)).toBe("same");
    expect(await wide.up({ ...PROGRAM, timezone: "Asia/Tokyo" })).toBe("update");
    expect(world.simulator.clusters()[0]?.control_plane_endpoints_config).toEqual(endpoints);
  });
});

/** The list of resources has the load balancer of the second endpoint, too. */
function withSecondBalancer(world: World, id: string, options?: ContextOptions) {
  const context = world.context(options);
  const second = { cluster_id: id, resource_type: "NLB", instance_id: "nlb-two", creator_type: "system" };
  return {
    ...context,
    ack: (region: string): Ack => ({
      region,
      call: async (operation, ...rest) => {
        const answer = await context.ack(region).call(operation, ...rest);
        return operation === "DescribeClusterResources" ? [...(answer as unknown[]), second] : answer;
      },
    }),
  };
}
