import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { CS_VERSION, ROUTES } from "../../simulator/http/routes";

/** Go, where there is one. The modules come from its proxy, or from its cache. */
function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** What an operation is sent, as the vendor's Go SDK for CS does; the paths are those of the API. */
interface Sent {
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly path?: Record<string, string>;
  readonly seed?: Record<string, unknown>;
  /** What the SDK reads the answer as. Default `json`. */
  readonly answer?: "json" | "array" | "none";
}

const NAMED = { addonName: "logtail-ds" };
const WITH_ADDON = { addons: [{ name: "logtail-ds" }] };
const PRO = { cluster_spec: "ack.pro.small" };

/** What is sent for each operation of CS, about a cluster `id` of its own. Queries that hold lists hold them as JSON. */
const sent: Readonly<Record<string, (id: string) => Sent>> = {
  CreateCluster: () => ({
    body: {
      name: "中文-go",
      cluster_type: "ManagedKubernetes",
      profile: "Serverless",
      region_id: "cn-hangzhou",
      zone_ids: ["cn-hangzhou-i"],
      endpoint_public_access: false,
      tags: [{ key: "a b+*~!'()/=&", value: "<&>" }],
      addons: [{ name: "logtail-ds", config: '{"sls_project_name":"mine"}' }],
    },
  }),
  DescribeClusterDetail: () => ({}),
  ModifyCluster: () => ({ body: { timezone: "Asia/Tokyo", deletion_protection: false } }),
  DeleteCluster: () => ({
    query: {
      retain_all_resources: false,
      retain_resources: '["lb-1"]',
      delete_options: '[{"delete_mode":"delete","resource_type":"SLB"}]',
    },
  }),
  DescribeClustersForRegion: () => ({ query: { name: "a b+*~!'()/=&中", page_number: 1, page_size: 50 } }),
  DescribeClusterResources: () => ({ query: { with_addon_resources: true }, answer: "array" }),
  DescribeClusterUserKubeconfig: () => ({ query: { PrivateIpAddress: true, TemporaryDurationMinutes: 15 } }),
  RevokeK8sClusterKubeConfig: () => ({ answer: "none" }),
  ModifyClusterTags: () => ({ body: [{ key: "env", value: "prod" }], answer: "none" }),
  TagResources: (id) => ({
    body: {
      region_id: "cn-hangzhou",
      resource_ids: [id],
      resource_type: "CLUSTER",
      tags: [{ key: "env", value: "prod" }],
    },
  }),
  UntagResources: (id) => ({
    query: {
      region_id: "cn-hangzhou",
      resource_ids: JSON.stringify([id]),
      resource_type: "CLUSTER",
      tag_keys: '["env"]',
    },
  }),
  ListTagResources: (id) => ({
    query: { region_id: "cn-hangzhou", resource_ids: JSON.stringify([id]), resource_type: "CLUSTER" },
  }),
  DescribeClusterTasks: () => ({ query: { page_number: 1, page_size: 10 } }),
  DescribeClusterEvents: () => ({ query: { page_number: 1, page_size: 10 } }),
  DescribeKubernetesVersionMetadata: () => ({
    query: { ClusterType: "ManagedKubernetes", Region: "cn-hangzhou", Profile: "Serverless" },
    answer: "array",
  }),
  UpgradeCluster: () => ({
    seed: { kubernetes_version: "1.34.10-aliyun.1" },
    body: { next_version: "1.35.2-aliyun.1", master_only: true },
  }),
  MigrateCluster: () => ({ body: { type: "ManagedKubernetes", spec: "ack.pro.small" } }),
  ListAddons: () => ({ query: { region_id: "cn-hangzhou", cluster_type: "ManagedKubernetes", profile: "Serverless" } }),
  DescribeAddon: (id) => ({ query: { region_id: "cn-hangzhou", cluster_id: id }, path: NAMED }),
  ListClusterAddonInstances: () => ({ seed: WITH_ADDON }),
  GetClusterAddonInstance: () => ({ seed: WITH_ADDON, path: NAMED }),
  InstallClusterAddons: () => ({ body: [{ name: "logtail-ds", config: "{}" }] }),
  UnInstallClusterAddons: () => ({ seed: WITH_ADDON, body: [{ name: "logtail-ds", cleanup_cloud_resources: true }] }),
  UpgradeClusterAddons: () => ({
    seed: { addons: [{ name: "logtail-ds", version: "v1.8.4.0" }] },
    body: [{ component_name: "logtail-ds", next_version: "v1.8.5.0", policy: "overwrite" }],
  }),
  ModifyClusterAddon: () => ({ seed: WITH_ADDON, path: NAMED, body: { config: "{}" }, answer: "none" }),
  UpdateKMSEncryption: () => ({ seed: PRO, body: { disable_encryption: false, kms_key_id: "key" }, answer: "none" }),
  UpdateControlPlaneLog: () => ({
    seed: PRO,
    body: { aliuid: "1", components: ["apiserver"], log_project: "", log_ttl: "30" },
  }),
  CheckControlPlaneLogEnable: () => ({}),
  UpdateClusterAuditLogConfig: () => ({ body: { disable: false, sls_project_name: "audit" } }),
  GetClusterAuditProject: () => ({}),
  RunClusterCheck: () => ({ body: { type: "ClusterUpgrade", options: { target_version: "1.35.2-aliyun.1" } } }),
  ListClusterChecks: () => ({ query: { type: "ClusterUpgrade" } }),
  DescribeUserQuota: () => ({}),
  CheckServiceRole: () => ({ body: { roles: [{ name: "AliyunCSDefaultRole" }] } }),
  DescribeRegions: () => ({ query: { acceptLanguage: "en-US", clusterType: "ManagedKubernetes" } }),
  GetCallerIdentity: () => ({}),
  DescribeVpcs: () => ({ query: { RegionId: "cn-hangzhou", PageSize: 50 } }),
  DescribeVSwitches: () => ({ query: { RegionId: "cn-hangzhou", PageSize: 50 } }),
  DescribeZones: () => ({ query: { RegionId: "cn-hangzhou" } }),
  DescribeSecurityGroups: () => ({ query: { RegionId: "cn-hangzhou", PageSize: 50 } }),
};

/** Those that need the id of a task or a check that an earlier answer gave, or that are refused here for good reason. */
const FOLLOWING = ["DescribeTaskInfo", "CancelTask", "GetClusterCheck", "OpenAckService"];

interface GoAnswer {
  readonly statusCode: number;
  readonly body: unknown;
  readonly error: string;
}

(hasGo() ? describe : describe.skip)("the core of the vendor's Go SDK (needs Go)", () => {
  const folder = mkdtempSync(join(tmpdir(), "ack-go-"));
  const program = join(folder, "client");
  const security = { accessKeyId: "temporary", accessKeySecret: "secret", accountId: "1000000000000001" };
  const temporary = { ...security, securityToken: "a/token+with=signs" };
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await Simulator.start({ accounts: [temporary], clusterQuota: 100 });
    cpSync(join(__dirname, "go"), folder, { recursive: true });
    execFileSync("go", ["build", "-o", program, "."], { cwd: folder });
  }, 600_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await simulator.close();
  });

  function ask(
    requests: readonly object[],
    account: (typeof simulator.accounts)[number] = simulator.accounts[0],
  ): Promise<GoAnswer[]> {
    const env = {
      PATH: process.env.PATH,
      ENDPOINT: new URL(simulator.url).host,
      ACCESS_KEY_ID: account.accessKeyId,
      ACCESS_KEY_SECRET: account.accessKeySecret,
      SECURITY_TOKEN: account.securityToken ?? "",
    };
    return new Promise((resolve, reject) => {
      const child = execFile(program, { env }, (error, stdout, stderr) =>
        error === null ? resolve(JSON.parse(stdout)) : reject(new Error(stderr)),
      );
      child.stdin?.end(JSON.stringify(requests));
    });
  }

  function request(operation: string, { query, body, path = {}, answer = "json" }: Sent, clusterId = ""): object {
    const route = ROUTES.find((one) => one.operation === operation);
    if (route === undefined) throw new Error(`no operation ${operation}`);
    const values: Readonly<Record<string, string>> = { clusterId, regionId: "cn-hangzhou", ...path };
    return {
      action: operation,
      version: route.version ?? CS_VERSION,
      style: route.path === "/" ? "RPC" : "ROA",
      method: route.method,
      path: route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? "")),
      query,
      body,
      encoding: route.path === "/" ? "formData" : "json",
      answer,
    };
  }

  const requests = () =>
    Object.entries(sent).map(([operation, of], index) => {
      const { cluster_id: id } = simulator.seed({ name: `go-${index}`, ...of("").seed });
      return request(operation, of(id), id);
    });

  test("sends every operation so that the simulator carries it out", async () => {
    const answers = await ask(requests());
    const outcomes = Object.keys(sent).map((operation, index) => [
      operation,
      answers[index]?.error || (answers[index]?.statusCode ?? 999) < 300,
    ]);
    expect(outcomes).toEqual(Object.keys(sent).map((operation) => [operation, true]));

    const bodies = Object.fromEntries(Object.keys(sent).map((name, index) => [name, answers[index]?.body]));
    const { task_id: taskId, cluster_id: id } = bodies.CreateCluster as { task_id: string; cluster_id: string };
    const { check_id: checkId } = bodies.RunClusterCheck as { check_id: string };
    const checked = simulator
      .requests()
      .find(({ operation }) => operation === "RunClusterCheck")
      ?.path.split("/")[2];
    const following = await ask([
      request("DescribeTaskInfo", { path: { taskId } }),
      request("CancelTask", { path: { taskId }, answer: "none" }),
      request("GetClusterCheck", { path: { checkId } }, checked),
      request("DescribeClusterDetail", {}, id),
      request("OpenAckService", { query: { type: "propayasgo" } }),
    ]);
    expect(following.map(({ statusCode, error }) => error || statusCode)).toEqual([
      200,
      expect.stringContaining("ErrorTaskState"),
      200,
      200,
      expect.stringContaining("ORDER.OPEND"),
    ]);
    expect(following[3]?.body).toMatchObject({
      name: "中文-go",
      tags: expect.arrayContaining([{ key: "a b+*~!'()/=&", value: "<&>" }]),
    });
    expect(simulator.unhandled()).toEqual([]);
  });

  test("is tried with every operation that the simulator has", () => {
    const known = [...new Set(ROUTES.map(({ operation }) => operation))];
    expect([...Object.keys(sent), ...FOLLOWING].sort()).toEqual(known.sort());
  });

  test("signs with a temporary key, and is refused with a wrong secret", async () => {
    const list = [request("DescribeRegions", {})];
    expect((await ask(list, temporary))[0]).toMatchObject({ statusCode: 200, error: "" });
    const wrong = { ...simulator.accounts[0], accessKeySecret: "wrong" };
    expect((await ask(list, wrong))[0]?.error).toContain("SignatureDoesNotMatch");
  });
});
