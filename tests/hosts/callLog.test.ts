import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callLine, callLog } from "../../provider/hosts/callLog";
import { standaloneContext } from "../../provider/hosts/standalone";
import { Simulator } from "../../simulator";

const call = {
  operation: "CreateCluster",
  region: "cn-hangzhou",
  outcome: "200",
  requestId: "R1",
  durationMs: 7,
} as const;
const now = () => new Date(Date.UTC(2030, 0, 2, 3, 4, 5, 6));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ack-calls-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a line has the operation, the region, the outcome, the time and the request id", () => {
  expect(callLine(call)).toBe("CreateCluster cn-hangzhou: 200 in 7 ms, request id R1");
  expect(callLine({ ...call, requestId: undefined })).toBe(
    "CreateCluster cn-hangzhou: 200 in 7 ms, request id unknown",
  );
});

test("an answer's code cannot begin a line of its own", () => {
  expect(callLine({ ...call, outcome: "400 A\nDeleteCluster", requestId: "R\u001b[31m" })).toBe(
    "CreateCluster cn-hangzhou: 400 A DeleteCluster in 7 ms, request id R [31m",
  );
});

test("the calls are appended to the file, which only its owner can read", () => {
  const file = join(folder, "calls.log");
  callLog({ ACK_SERVERLESS_CALL_LOG: file }, now)?.(call);
  callLog({ ACK_SERVERLESS_CALL_LOG: file }, now)?.({ ...call, operation: "DescribeClusterDetail" });
  expect(readFileSync(file, "utf8")).toBe(
    "2030-01-02T03:04:05.006Z CreateCluster cn-hangzhou: 200 in 7 ms, request id R1\n" +
      "2030-01-02T03:04:05.006Z DescribeClusterDetail cn-hangzhou: 200 in 7 ms, request id R1\n",
  );
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("without the variable there is no log", () => {
  expect(callLog({})).toBeUndefined();
  expect(callLog({ ACK_SERVERLESS_CALL_LOG: "" })).toBeUndefined();
});

test("a path that cannot be used is named before any call", () => {
  expect(() => callLog({ ACK_SERVERLESS_CALL_LOG: "calls.log" })).toThrow(
    'ACK_SERVERLESS_CALL_LOG must be an absolute path; got "calls.log"',
  );
  writeFileSync(join(folder, "file"), "");
  expect(() => callLog({ ACK_SERVERLESS_CALL_LOG: join(folder, "file", "calls.log") })).toThrow(
    /^ACK_SERVERLESS_CALL_LOG names a file that cannot be written \(ENOTDIR: .*\): use another path$/,
  );
});

test("a query outside the engine's hosts is in the log too", async () => {
  const simulator = await Simulator.start({ progression: "immediate" });
  const file = join(folder, "calls.log");
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const config: Readonly<Record<string, string>> = {
    "alicloud:region": "cn-hangzhou",
    "alicloud:accessKey": accessKeyId,
    "alicloud:secretKey": accessKeySecret,
    "alicloud:endpoints": JSON.stringify({ cs: simulator.url, sts: simulator.url }),
  };
  const context = standaloneContext({ config: (key) => config[key], env: { ACK_SERVERLESS_CALL_LOG: file } });
  await context
    .ack("cn-hangzhou")
    .call("DescribeClustersForRegion", { path: { region_id: "cn-hangzhou" }, attempt: "" });
  await simulator.close();
  expect(readFileSync(file, "utf8")).toMatch(
    /Z DescribeClustersForRegion cn-hangzhou: 200 in \d+ ms, request id \S+\n$/,
  );
});
