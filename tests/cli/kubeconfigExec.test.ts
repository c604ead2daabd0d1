import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { kubeconfigOf } from "../../provider/cluster/state/kubeconfig";
import { Simulator } from "../../simulator";
import { hostileFolder } from "./support/hostileFolder";

const root = join(__dirname, "..", "..");
const run = promisify(execFile);
let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ack-exec-")));
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await simulator.close();
});

const inFolder = (...path: string[]) => join(folder, ...path);

const hostile = () => hostileFolder(inFolder("hostile"), inFolder("marker"));

/** Runs the entry as kubectl does: without a shell of its own, in the current folder, found on the PATH. */
async function credential(cwd: string, path: readonly string[]): Promise<string> {
  const { cluster_id: clusterId } = simulator.seed({ name: "live" });
  const kubeconfig = kubeconfigOf({
    certificateAuthority: "Y2E=",
    apiServerEndpoint: "https://203.0.113.1:6443",
    clusterId,
    regionId: "cn-hangzhou",
  });
  const { exec } = parse(String(kubeconfig)).users[0].user;
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const endpoints = JSON.stringify({ cs: simulator.url, sts: simulator.url });
  const line = [exec.command, ...exec.args, "--config", `alicloud:endpoints=${endpoints}`];
  const env = {
    PATH: [...path, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
    HOME: folder,
    ALICLOUD_ACCESS_KEY: accessKeyId,
    ALICLOUD_SECRET_KEY: accessKeySecret,
  };
  const { stdout } = await run("/bin/sh", ["-c", '"$@"', "sh", ...line], { cwd, env });
  return stdout;
}

test("the installed command answers, whatever the current folder holds", async () => {
  mkdirSync(inFolder("bin"));
  // npm installs a link, or on Windows a script, to the same file.
  const main = join(root, "dist", "cli", "main.js");
  writeFileSync(inFolder("bin", "ack-serverless"), `#!/bin/sh\nexec node ${main} "$@"\n`, { mode: 0o755 });
  expect(JSON.parse(await credential(hostile(), [inFolder("bin")]))).toMatchObject({
    kind: "ExecCredential",
    status: { clientKeyData: expect.stringContaining("simulated key") },
  });
  expect(existsSync(inFolder("marker"))).toBe(false);
});

test("without an installed command nothing is run and nothing is downloaded", async () => {
  await expect(credential(hostile(), [])).rejects.toMatchObject({ code: 127 });
  expect(existsSync(inFolder("marker"))).toBe(false);
});

test("the folder's traps work: found on the PATH, one leaves its mark", async () => {
  await credential(hostile(), [inFolder("hostile", "node_modules", ".bin")]);
  expect(existsSync(inFolder("marker"))).toBe(true);
});
