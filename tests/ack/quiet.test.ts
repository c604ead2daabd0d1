import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Simulator } from "../../simulator";

const run = promisify(execFile);
const account = {
  accessKeyId: "STS.id",
  accessKeySecret: "canary-of-the-secret",
  securityToken: "canary-of-the-token",
  accountId: "1000000000000002",
};
let simulator: Simulator;

beforeAll(async () => {
  simulator = await Simulator.start({ progression: "immediate", accounts: [account] });
});

afterAll(() => simulator.close());

/** What a program that makes a call prints with `DEBUG=*`. */
async function printed(before: string): Promise<string> {
  const config = {
    "alicloud:region": "cn-hangzhou",
    "alicloud:accessKey": account.accessKeyId,
    "alicloud:secretKey": account.accessKeySecret,
    "alicloud:securityToken": account.securityToken,
    "alicloud:endpoints": JSON.stringify({ cs: simulator.url, sts: simulator.url }),
  };
  const program = `
    ${before}
    const { standaloneContext } = require("./provider/hosts/standalone");
    const config = ${JSON.stringify(config)};
    const ack = standaloneContext({ config: (key) => config[key], env: {} }).ack("cn-hangzhou");
    ack.call("DescribeClustersForRegion", { path: { region_id: "cn-hangzhou" }, attempt: "listing" }).then(() => {
      require("debug")("program")("has called");
    });`;
  const { stdout, stderr } = await run(process.execPath, ["--require", "tsx/cjs", "--eval", program], {
    cwd: join(__dirname, "..", ".."),
    env: { PATH: process.env.PATH, DEBUG: "*" },
  });
  return stdout + stderr;
}

test.each([
  ["when the vendor's client is the first to load it", ""],
  ["when the program has loaded it before", 'require("debug")("program")("has begun");'],
  ["when the vendor's client was loaded before", 'require("httpx");'],
  ["when the program has switched it on itself", 'require("debug").enable("*");'],
])("DEBUG=* shows the program's lines and no request, %s", async (_, before) => {
  const text = await printed(before);
  expect(text).toContain("program has called");
  expect(text).not.toMatch(/httpx|canary/);
});
