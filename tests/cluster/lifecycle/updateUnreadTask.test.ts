import { messageOf } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const addons = [
  { name: "coredns", category: "network", versions: ["v1.9.3.10", "v1.11.3.5"] },
  { name: "knative", category: "others", versions: ["v1.11.3"] },
];
const coredns = { name: "coredns", version: "v1.9.3.10" };
const knative = { name: "knative" };
const config = { "ack-serverless:pollIntervalMs": "2000" };

/** Each kind of change that a task shows: what the program had, what it wants, and the type of the task. */
const changes = [
  ["an installation", { addons: [coredns] }, { addons: [coredns, knative] }, "cluster_addon_install"],
  ["an uninstallation", { addons: [coredns, knative] }, { addons: [coredns] }, "cluster_addon_uninstall"],
  [
    "an upgrade of an add-on",
    { addons: [coredns] },
    { addons: [{ ...coredns, version: "v1.11.3.5" }] },
    "cluster_addon_upgrade",
  ],
  [
    "a configuration of an add-on",
    { addons: [{ ...knative, config: { a: 1 } }] },
    { addons: [{ ...knative, config: { a: 2 } }] },
    "cluster_addon_modify",
  ],
  ["a change of the cluster", { name: "one" }, { name: "two" }, "cluster_modify"],
] as const;

describe.each(changes)("%s whose task cannot be read for a while", (_, before, after, type) => {
  async function interrupted() {
    const world = await World.start({ addons, config });
    const stack = new Stack(world);
    await stack.up({ ...AUTO_VPC, ...before });
    world.forget();
    world.simulator.failNext(
      "DescribeTaskInfo",
      { kind: "status", status: 503, code: "ServiceUnavailable" },
      { times: 5 },
    );
    return { world, stack, up: () => stack.up({ ...AUTO_VPC, ...after }) };
  }

  test("is awaited all the same", async () => {
    const { world, stack, up } = await interrupted();
    await up();
    expect(world.requests("DescribeTaskInfo").length).toBeGreaterThan(5);
    expect(stack.outputs).toMatchObject(after);
    expect(await up()).toBe("same");
  });

  test("fails with the reason of its task", async () => {
    const { world, up } = await interrupted();
    world.simulator.failTask(type, { code: "HelmError", message: "no room for the pods" });
    const message = await messageOf(up());
    expect(message).toContain(`(${type}) failed in stage`);
    expect(message).toContain("HelmError: no room for the pods");
  });
});

test.each(changes)("%s whose task may not be read: the cluster decides", async (_, before, after) => {
  const world = await World.start({ addons, config });
  const stack = new Stack(world);
  await stack.up({ ...AUTO_VPC, ...before });
  world.simulator.failNext("DescribeTaskInfo", { kind: "status", status: 403, code: "StatusForbidden" }, { times: 99 });
  await stack.up({ ...AUTO_VPC, ...after });
  expect(stack.outputs).toMatchObject(after);
});
