import type { Context } from "../../../provider/cluster/context/context";
import { earlierCourse } from "../../../provider/cluster/observe/earlier";
import { minutes } from "../support/clock";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { REGION, World } from "../support/world";

/** Asks how long the creation before this one took, in a world with one earlier cluster. */
async function asking(prepare: (world: World) => void = () => {}) {
  const world = await World.start();
  await new Stack(world).up(AUTO_VPC);
  world.forget();
  prepare(world);
  const own = { task_id: "T-own", task_type: "cluster_create" };
  const course = await earlierCourse("CreateCluster", own, { region: REGION, id: "c-own" }, world.context());
  return { world, course };
}

test("the earlier task's length and stages are the answer", async () => {
  const { course } = await asking();
  expect(course).toEqual({ totalMs: minutes(4), stagesMs: [0, 1, 2, 3].map(minutes) });
});

test.each(["DescribeClustersForRegion", "DescribeClusterTasks", "DescribeTaskInfo"] as const)(
  "%s that fails: it is tried once, there is no answer and no error",
  async (operation) => {
    const fault = { kind: "status", status: 503, code: "ServiceUnavailable" } as const;
    const { world, course } = await asking(({ simulator }) => simulator.failNext(operation, fault, { times: 20 }));
    expect(course).toBeUndefined();
    expect(world.requests(operation)).toHaveLength(1);
  },
);

test("an answer that is no list: there is no answer and no error", async () => {
  const fault = { kind: "raw", status: 200, body: "[null]" } as const;
  const { course } = await asking(({ simulator }) => simulator.failNext("DescribeClustersForRegion", fault));
  expect(course).toBeUndefined();
});

test("the task asked for is the newest one of another cluster that runs, and not the operation's own", async () => {
  const paths: string[] = [];
  const clusters = [
    { cluster_id: "c-old", state: "running", created: "2026-01-01T00:00:00Z" },
    { cluster_id: "c-new", state: "running", created: "2026-01-02T00:00:00Z" },
    { cluster_id: "c-failed", state: "failed", created: "2026-01-03T00:00:00Z" },
    { cluster_id: "c-own", state: "running", created: "2026-01-04T00:00:00Z" },
  ];
  const tasks = ["T-own", "T-2", "T-1"].map((task_id) => ({ task_id, task_type: "cluster_create" }));
  const answers: Readonly<Record<string, object>> = {
    DescribeClustersForRegion: { clusters },
    DescribeClusterTasks: { tasks },
  };
  const world = await World.start();
  const context: Context = {
    ...world.context(),
    ack: (region) => ({
      region,
      call: async (operation: string, { path }) => {
        paths.push(`${operation} ${path?.taskId ?? path?.clusterId ?? path?.regionId}`);
        return answers[operation] ?? {};
      },
    }),
  };
  await earlierCourse(
    "CreateCluster",
    { task_id: "T-own", task_type: "cluster_create" },
    { region: REGION, id: "c-own" },
    context,
  );
  expect(paths).toEqual([`DescribeClustersForRegion ${REGION}`, "DescribeClusterTasks c-new", "DescribeTaskInfo T-2"]);
});
