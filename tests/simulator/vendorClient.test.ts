import CS, * as $CS from "@alicloud/cs20151215";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import { RuntimeOptions } from "@darabonba/typescript";
import { Simulator } from "../../simulator";
import { ROUTES } from "../../simulator/http/routes";
import { vendorClient } from "./client";

let simulator: Simulator;
let client: CS;

beforeAll(async () => {
  simulator = await Simulator.start();
  client = vendorClient(simulator);
});
afterAll(() => simulator.close());

/** A cluster of its own, so that the tests do not meet. */
function cluster(parameters: Record<string, unknown> = {}): string {
  return simulator.seed(parameters).cluster_id;
}

const CLUSTER_ID = /^c[0-9a-f]{32}$/;
const TASK_ID = /^T-[0-9a-f]{24}$/;
const REQUEST_ID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

const ACCEPTED = {
  clusterId: expect.stringMatching(CLUSTER_ID),
  requestId: expect.stringMatching(REQUEST_ID),
  taskId: expect.stringMatching(TASK_ID),
};

test("CreateCluster, DescribeTaskInfo, DescribeClusterDetail", async () => {
  const created = await client.createCluster(
    new $CS.CreateClusterRequest({
      name: "vendor-create",
      clusterType: "ManagedKubernetes",
      profile: "Serverless",
      clusterSpec: "ack.pro.small",
      regionId: "cn-hangzhou",
      zoneIds: ["cn-hangzhou-i"],
      tags: [new $CS.Tag({ key: "env", value: "test" })],
      maintenanceWindow: new $CS.MaintenanceWindow({ enable: true, duration: "3h", weeklyPeriod: "Monday,Friday" }),
      addons: [new $CS.Addon({ name: "logtail-ds", config: '{"sls_project_name":"mine"}' })],
    }),
  );
  expect([created.statusCode, created.body]).toEqual([202, ACCEPTED]);
  expect(created.headers?.["x-acs-request-id"]).toBe(created.body?.requestId);

  const task = await client.describeTaskInfo(created.body?.taskId ?? "");
  expect(task.body).toMatchObject({ taskType: "cluster_create", state: "success" });

  const described = await client.describeClusterDetail(created.body?.clusterId ?? "");
  expect(described.body).toMatchObject({
    clusterId: created.body?.clusterId,
    name: "vendor-create",
    state: "running",
    clusterSpec: "ack.pro.small",
    vswitchIds: [expect.stringMatching(/^vsw-/)],
    securityGroupId: expect.stringMatching(/^sg-/),
    maintenanceWindow: { enable: true, duration: "3h", weeklyPeriod: "Monday,Friday" },
    tags: [
      { key: "ack.aliyun.com", value: created.body?.clusterId },
      { key: "env", value: "test" },
    ],
  });
});

test("ModifyCluster", async () => {
  const id = cluster();
  const answer = await client.modifyCluster(
    id,
    new $CS.ModifyClusterRequest({ clusterName: "vendor-modified", deletionProtection: true }),
  );
  expect([answer.statusCode, answer.body]).toEqual([202, { ...ACCEPTED, clusterId: id }]);
  expect((await client.describeClusterDetail(id)).body).toMatchObject({
    name: "vendor-modified",
    deletionProtection: true,
    state: "running",
  });
});

test("ModifyClusterTags, TagResources, UntagResources, ListTagResources", async () => {
  const id = cluster({ tags: [{ key: "old", value: "1" }] });
  await client.modifyClusterTags(
    id,
    new $CS.ModifyClusterTagsRequest({ body: [new $CS.Tag({ key: "a", value: "1" })] }),
  );
  const tagged = await client.tagResources(
    new $CS.TagResourcesRequest({
      regionId: "cn-hangzhou",
      resourceType: "CLUSTER",
      resourceIds: [id],
      tags: [new $CS.Tag({ key: "b", value: "2" })],
    }),
  );
  const untagged = await client.untagResources(
    new $CS.UntagResourcesRequest({
      regionId: "cn-hangzhou",
      resourceType: "CLUSTER",
      resourceIds: [id],
      tagKeys: ["a"],
    }),
  );
  const list = await client.listTagResources(
    new $CS.ListTagResourcesRequest({ regionId: "cn-hangzhou", resourceType: "CLUSTER", resourceIds: [id] }),
  );
  expect([tagged.body?.requestId, untagged.body?.requestId, list.body?.requestId]).toEqual([
    expect.stringMatching(REQUEST_ID),
    expect.stringMatching(REQUEST_ID),
    expect.stringMatching(REQUEST_ID),
  ]);
  const item = { resourceId: id, resourceType: "ALIYUN::CS::CLUSTER" };
  expect(list.body?.tagResources?.tagResource).toEqual([
    { ...item, tagKey: "ack.aliyun.com", tagValue: id },
    { ...item, tagKey: "b", tagValue: "2" },
  ]);
});

test("DescribeClustersForRegion", async () => {
  const id = cluster({ name: "vendor-list", region_id: "cn-shanghai" });
  const answer = await client.describeClustersForRegion(
    "cn-shanghai",
    new $CS.DescribeClustersForRegionRequest({ name: "dor-li", profile: "Serverless", pageNumber: 1, pageSize: 5 }),
  );
  expect(answer.body?.pageInfo).toEqual({ pageNumber: 1, pageSize: 5, totalCount: 1 });
  expect(answer.body?.clusters).toMatchObject([{ clusterId: id, name: "vendor-list", regionId: "cn-shanghai" }]);
});

test("DescribeClusterResources", async () => {
  const id = cluster({ snat_entry: true });
  const answer = await client.describeClusterResources(id, new $CS.DescribeClusterResourcesRequest({}));
  const kinds = answer.body?.map((one) => [one.resourceType, one.autoCreate, one.creatorType]);
  expect(kinds).toEqual([
    ["ALIYUN::ECS::VPC", 1, "system"],
    ["VSWITCH", 1, "system"],
    ["ALIYUN::ECS::SecurityGroup", 1, "system"],
    ["ALIYUN::VPC::NatGateway", 1, "system"],
    ["ALIYUN::VPC::EIP", 1, "system"],
    ["SLB", 1, "system"],
    ["ALIYUN::VPC::EIP", 1, "system"],
  ]);
});

test("DescribeClusterUserKubeconfig, RevokeK8sClusterKubeConfig", async () => {
  const id = cluster();
  const ask = (query: { privateIpAddress?: boolean; temporaryDurationMinutes?: number }) =>
    client.describeClusterUserKubeconfig(id, new $CS.DescribeClusterUserKubeconfigRequest(query));
  const open = await ask({ temporaryDurationMinutes: 60 });
  const inner = await ask({ privateIpAddress: true });
  const endpoints = JSON.parse(simulator.clusters().find((one) => one.cluster_id === id)?.master_url ?? "");
  expect(open.body?.config).toContain(`server: ${endpoints.api_server_endpoint}\n`);
  expect(inner.body?.config).toContain(`server: ${endpoints.intranet_api_server_endpoint}\n`);
  expect(open.body?.expiration).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect((await client.revokeK8sClusterKubeConfig(id)).statusCode).toBe(200);
  await expect(client.revokeK8sClusterKubeConfig("c-gone")).rejects.toMatchObject({ code: "ErrorClusterNotFound" });
});

test("DeleteCluster", async () => {
  const id = cluster();
  const answer = await client.deleteCluster(
    id,
    new $CS.DeleteClusterRequest({
      retainAllResources: false,
      retainResources: ["vpc-1"],
      deleteOptions: [new $CS.DeleteClusterRequestDeleteOptions({ resourceType: "SLB", deleteMode: "delete" })],
    }),
  );
  expect([answer.statusCode, answer.body]).toEqual([202, { ...ACCEPTED, clusterId: id }]);
  await expect(client.describeClusterDetail(id)).rejects.toMatchObject({
    statusCode: 404,
    code: "ErrorClusterNotFound",
  });
});

test("DescribeKubernetesVersionMetadata", async () => {
  const ask = async (more: Record<string, unknown>): Promise<$CS.DescribeKubernetesVersionMetadataResponseBody[]> =>
    (
      await client.describeKubernetesVersionMetadata(
        new $CS.DescribeKubernetesVersionMetadataRequest({
          clusterType: "ManagedKubernetes",
          region: "cn-hangzhou",
          profile: "Serverless",
          ...more,
        }),
      )
    ).body ?? [];
  const creatable = await ask({});
  const supported = await ask({ mode: "supported" });
  const upgradable = await ask({ kubernetesVersion: "1.33.3-aliyun.1", queryUpgradableVersion: true });
  expect(creatable.every((one) => one.creatable)).toBe(true);
  expect(supported.length).toBeGreaterThan(creatable.length);
  expect(upgradable.map((one) => one.upgradableVersions)).toEqual([["1.34.10-aliyun.1"]]);
});

test("UpgradeCluster, MigrateCluster, CancelTask, DescribeClusterTasks, DescribeClusterEvents", async () => {
  const id = cluster({ kubernetes_version: "1.34.1-aliyun.1" });
  const upgraded = await client.upgradeCluster(id, new $CS.UpgradeClusterRequest({ nextVersion: "1.35.2-aliyun.1" }));
  await migrate(id);
  expect((await client.describeClusterDetail(id)).body).toMatchObject({
    currentVersion: "1.35.2-aliyun.1",
    initVersion: "1.34.1-aliyun.1",
    clusterSpec: "ack.pro.small",
  });
  const tasks = await client.describeClusterTasks(id, new $CS.DescribeClusterTasksRequest({}));
  expect(tasks.body?.tasks?.map((task) => [task.taskType, task.state])).toEqual([
    ["cluster_migrate", "success"],
    ["cluster_upgrade", "success"],
  ]);
  const events = await client.describeClusterEvents(id, new $CS.DescribeClusterEventsRequest({ pageSize: 1 }));
  expect(events.body?.events).toMatchObject([
    { clusterId: id, type: "cluster_migrate", data: { reason: "Succeeded" } },
  ]);
  await expect(client.cancelTask(upgraded.body?.taskId ?? "")).rejects.toMatchObject({ statusCode: 400 });
});

test("the add-on operations", async () => {
  const id = cluster();
  await client.installClusterAddons(
    id,
    new $CS.InstallClusterAddonsRequest({
      body: [new $CS.InstallClusterAddonsRequestBody({ name: "coredns", version: "v1.9.3.10", config: "{}" })],
    }),
  );
  await client.upgradeClusterAddons(
    id,
    new $CS.UpgradeClusterAddonsRequest({
      body: [new $CS.UpgradeClusterAddonsRequestBody({ componentName: "coredns", nextVersion: "v1.11.3.5" })],
    }),
  );
  await client.modifyClusterAddon(id, "coredns", new $CS.ModifyClusterAddonRequest({ config: '{"Cpu":"1"}' }));
  expect((await client.getClusterAddonInstance(id, "coredns")).body).toMatchObject({
    name: "coredns",
    version: "v1.11.3.5",
    config: '{"Cpu":"1"}',
    state: "active",
  });
  await client.unInstallClusterAddons(
    id,
    new $CS.UnInstallClusterAddonsRequest({
      addons: [new $CS.UnInstallClusterAddonsRequestAddons({ name: "coredns" })],
    }),
  );
  const left = await client.listClusterAddonInstances(id);
  expect(left.body?.addons?.map((one) => one.name)).toEqual(["ack-virtual-node", "metrics-server"]);

  const kinds = { clusterType: "ManagedKubernetes", profile: "Serverless", regionId: "cn-hangzhou" };
  const catalogue = await client.listAddons(new $CS.ListAddonsRequest(kinds));
  expect(catalogue.body?.addons?.map((one) => one.name)).toContain("coredns");
  const one = await client.describeAddon("coredns", new $CS.DescribeAddonRequest({ ...kinds, version: "v1.9.3.10" }));
  expect(one.body?.newerVersions?.map((newer) => newer.version)).toEqual(["v1.11.3.5"]);
});

test("encryption and log settings", async () => {
  const id = cluster({ cluster_spec: "ack.pro.small" });
  await client.updateKMSEncryption(id, new $CS.UpdateKMSEncryptionRequest({ kmsKeyId: "key-1" }));
  await client.updateControlPlaneLog(
    id,
    new $CS.UpdateControlPlaneLogRequest({ components: ["apiserver"], logTtl: "30", logProject: "mine" }),
  );
  await client.updateClusterAuditLogConfig(id, new $CS.UpdateClusterAuditLogConfigRequest({ disable: false }));
  expect((await client.checkControlPlaneLogEnable(id)).body).toMatchObject({
    components: ["apiserver"],
    logProject: "mine",
    logTtl: "30",
  });
  expect((await client.getClusterAuditProject(id)).body).toEqual({
    auditEnabled: true,
    slsProjectName: `k8s-log-${id}`,
  });
  const metaData = JSON.parse((await client.describeClusterDetail(id)).body?.metaData ?? "");
  expect(metaData.Capabilities).toMatchObject({ DisableEncryption: false, EncryptionKMSKeyId: "key-1" });
});

test("the cluster checks", async () => {
  const id = cluster();
  const run = await client.runClusterCheck(id, new $CS.RunClusterCheckRequest({ type: "ClusterUpgrade" }));
  const checkId = run.body?.checkId ?? "";
  expect((await client.getClusterCheck(id, checkId)).body).toMatchObject({ checkId, status: "Succeeded" });
  const list = await client.listClusterChecks(id, new $CS.ListClusterChecksRequest({ type: "ClusterUpgrade" }));
  expect(list.body?.checks?.map((one) => one.checkId)).toEqual([checkId]);
});

test("the account's questions", async () => {
  const quota = await client.describeUserQuota();
  expect(quota.body).toMatchObject({ askClusterQuota: 20, quotas: { ask_cluster_quota: { quota: "20" } } });
  const roles = await client.checkServiceRole(
    new $CS.CheckServiceRoleRequest({ roles: [new $CS.CheckServiceRoleRequestRoles({ name: "AliyunCSDefaultRole" })] }),
  );
  expect(roles.body?.roles).toEqual([{ name: "AliyunCSDefaultRole", granted: true, message: "" }]);
  const regions = await client.describeRegions(new $CS.DescribeRegionsRequest({ profile: "Serverless" }));
  expect(regions.body?.regions?.map((one) => one.regionId)).toContain("cn-hangzhou");
  await expect(client.openAckService(new $CS.OpenAckServiceRequest({ type: "propayasgo" }))).rejects.toMatchObject({
    code: "ORDER.OPEND",
  });
});

test("GetCallerIdentity, through the generic call", async () => {
  const answer = await generic("GetCallerIdentity", "2015-04-01", "RPC", "/", undefined);
  expect(answer.body).toMatchObject({ AccountId: simulator.accounts[0].accountId, IdentityType: "Account" });
});

test("every operation was called here, and none was unknown", () => {
  const called = new Set(simulator.requests().map((one) => one.operation));
  // The vendor has another client for VPC and ECS: their look-ups are called in vpc.test.ts.
  const own = ROUTES.filter(({ version, operation }) => version === undefined || operation === "GetCallerIdentity");
  expect(own.map((route) => route.operation).filter((operation) => !called.has(operation))).toEqual([]);
  expect(simulator.unhandled()).toEqual([]);
});

test("every route is where the vendor's client calls it", () => {
  const methods = Object.getOwnPropertyNames(CS.prototype);
  const names = ROUTES.filter(({ version }) => version === undefined).map((route) => route.operation);
  const unknown = names.filter((name) => !methods.includes(`${name.charAt(0).toLowerCase()}${name.slice(1)}`));
  expect(unknown).toEqual([]);
});

async function migrate(id: string): Promise<void> {
  await generic("MigrateCluster", "2015-12-15", "ROA", `/clusters/${id}/migrate`, {
    type: "ManagedKubernetes",
    spec: "ack.pro.small",
  });
}

/** The client's generic call, for what its models do not know. */
function generic(
  action: string,
  version: string,
  style: string,
  pathname: string,
  body: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: the vendor's generic call is typed so.
): Promise<any> {
  return client.callApi(
    new $OpenApiUtil.Params({
      action,
      version,
      protocol: "HTTPS",
      pathname,
      method: "POST",
      authType: "AK",
      style,
      reqBodyType: "json",
      bodyType: "json",
    }),
    new $OpenApiUtil.OpenApiRequest(body === undefined ? {} : { body }),
    new RuntimeOptions({}),
  );
}
