import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { CS_VERSION, ROUTES } from "../../simulator/http/routes";
import { FOLLOWING, type Sent, sent } from "./support/sent";

/** Go, where there is one. The modules come from its proxy, or from its cache. */
function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

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
