import { z } from "zod";
import { Refusal, UNPUBLISHED } from "../world/refusal";
import { type Task, taskInfo } from "../world/task";
import { isSeen } from "../world/world";
import { type Answer, type Call, clusterOf, paged } from "./call";
import { COUNT, readQuery, texts } from "./input";

/** DescribeTaskInfo (vendor page). A task is known only at the endpoint of its own region. */
export function describeTaskInfo(call: Call): Answer {
  const { world } = call;
  return { body: taskInfo(findTask(call), world.clock.now(), world.settings) };
}

/** CancelTask (vendor page): a running task ends, and the cluster is as it was before. */
export function cancelTask(call: Call): Answer {
  const task = findTask(call);
  const cluster = call.world.clusters.get(task.clusterId);
  const blocks = task.type === "cluster_upgrade" && task.state === "failed" && cluster?.state === "upgrading";
  if (task.state !== "running" && !blocks) {
    throw new Refusal(400, UNPUBLISHED.taskState, `task {${task.id}} is ${task.state}, and only a running one ends`);
  }
  task.abandon();
  if (blocks && cluster.task === undefined) {
    cluster.state = "running";
    call.world.changed(cluster);
  }
  return {};
}

const PAGE_QUERY = z.strictObject({
  page_number: COUNT.optional(),
  page_size: COUNT.optional(),
  max_results: COUNT.optional(),
  ...texts("next_token"),
});

const DEFAULT_PAGE_SIZE = 50;

/** DescribeClusterTasks (vendor page): the newest first. */
export function describeClusterTasks(call: Call): Answer {
  const query = readQuery(call.query, PAGE_QUERY);
  const { world } = call;
  const cluster = clusterOf(call);
  const tasks = [...world.tasks.values()]
    .filter((task) => task.clusterId === cluster.id && task.listedFromMs <= world.clock.now())
    .reverse();
  const { items, page_info } = paged(tasks, query, DEFAULT_PAGE_SIZE);
  return {
    body: {
      requestId: call.requestId,
      tasks: items.map((task) => taskItem(taskInfo(task, world.clock.now(), world.settings))),
      page_info,
      next_token: "",
    },
  };
}

function taskItem(info: Record<string, unknown>): Record<string, unknown> {
  const { task_id, task_type, state, created, updated, error } = info;
  return { task_id, task_type, state, created, updated, ...(error === undefined ? {} : { error }) };
}

function findTask(call: Call): Task {
  const id = call.path.taskId ?? "";
  const task = call.world.tasks.get(id);
  if (task === undefined || !isSeen(task, call))
    throw new Refusal(404, UNPUBLISHED.taskNotFound, `task {${id}} not found`);
  return task;
}
