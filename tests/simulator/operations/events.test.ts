import * as $CS from "@alicloud/cs20151215";
import { Simulator } from "../../../simulator";
import { vendorClient } from "../client";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await Simulator.start();
});
afterAll(() => simulator.close());

test("DescribeClusterEvents lists what happened to a cluster, by pages and by tokens", async () => {
  const client = vendorClient(simulator);
  const id = simulator.seed({ kubernetes_version: "1.34.1-aliyun.1" }).cluster_id;
  const upgraded = await client.upgradeCluster(id, new $CS.UpgradeClusterRequest({ nextVersion: "1.35.2-aliyun.1" }));
  simulator.failTask("cluster_modify", { code: "NoWay", message: "not today" });
  await client.modifyCluster(id, new $CS.ModifyClusterRequest({ clusterName: "other" }));
  const ask = async (request: Record<string, unknown> = {}) =>
    (await client.describeClusterEvents(id, new $CS.DescribeClusterEventsRequest(request))).body;

  const all = await ask();
  expect(all?.events?.map(({ type, data }) => [type, data?.level, data?.reason, data?.message])).toEqual([
    ["cluster_modify", "error", "Failed", "not today"],
    ["cluster_modify", "info", "Started", "Start cluster_modify"],
    ["cluster_upgrade", "info", "Succeeded", "Succeeded cluster_upgrade"],
    ["cluster_upgrade", "info", "Started", "Start cluster_upgrade"],
  ]);
  expect(all?.events?.[0]).toMatchObject({
    clusterId: id,
    subject: id,
    source: "task",
    eventId: expect.stringMatching(/^e-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
  });
  expect((await ask())?.events).toEqual(all?.events);

  expect((await ask({ taskId: upgraded.body?.taskId }))?.events).toEqual(all?.events?.slice(2));
  const second = await ask({ pageNumber: 2, pageSize: 3 });
  expect([second?.events, second?.pageInfo, second?.nextToken]).toEqual([
    all?.events?.slice(3),
    { pageNumber: 2, pageSize: 3, totalCount: 4 },
    "",
  ]);
  const first = await ask({ maxResults: 3 });
  expect((await ask({ maxResults: 3, nextToken: first?.nextToken }))?.events).toEqual(all?.events?.slice(3));
  await expect(ask({ pageSize: 101 })).rejects.toMatchObject({ statusCode: 400 });
  await expect(ask({ nextToken: "x" })).rejects.toMatchObject({ statusCode: 400 });
  await expect(
    client.describeClusterEvents(`c${"0".repeat(32)}`, new $CS.DescribeClusterEventsRequest({})),
  ).rejects.toMatchObject({ code: "ErrorClusterNotFound" });
});

test("an event has one id, whatever else happened since, and a canceled task one of its own", async () => {
  const slow = await Simulator.start({ progression: "manual" });
  try {
    const client = vendorClient(slow);
    const id = slow.seed({ kubernetes_version: "1.34.1-aliyun.1" }).cluster_id;
    const { body } = await client.upgradeCluster(id, new $CS.UpgradeClusterRequest({ nextVersion: "1.35.2-aliyun.1" }));
    const ask = async () =>
      (await client.describeClusterEvents(id, new $CS.DescribeClusterEventsRequest({}))).body?.events;
    const before = await ask();
    expect(before).toMatchObject([{ data: { reason: "Started" } }]);
    await client.cancelTask(body?.taskId ?? "");
    const after = await ask();
    expect(after?.[0]).toMatchObject({ data: { level: "warning", reason: "Canceled" } });
    expect(after?.slice(1)).toEqual(before);
  } finally {
    await slow.close();
  }
});
