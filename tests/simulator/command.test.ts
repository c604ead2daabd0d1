import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const COMMAND = join(ROOT, "simulator/main.ts");

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function start(...flags: string[]): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", COMMAND, ...flags], { cwd: ROOT });
  children.push(child);
  return child;
}

function collect(child: ChildProcess): { out: string; err: string } {
  const texts = { out: "", err: "" };
  child.stdout?.on("data", (chunk) => {
    texts.out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    texts.err += chunk;
  });
  return texts;
}

async function run(...flags: string[]): Promise<Ended> {
  const child = start(...flags);
  const texts = collect(child);
  const [code] = await once(child, "close");
  return { code, ...texts };
}

test("--help says how to use it", async () => {
  const { code, out, err } = await run("--help");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("--progression");
});

test.each([
  [["--prot", "1"], "ack-simulator: Unknown option '--prot'"],
  [["--port", "x"], "ack-simulator: --port x: a number from 0 to 65535 is needed"],
  [["--progression", "8"], "ack-simulator: --progression 8: immediate, manual or <seconds>s is needed"],
  [["extra"], "ack-simulator: Unexpected argument 'extra'"],
])("%j is refused with code 2", async (flags, message) => {
  const { code, out, err } = await run(...flags);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(message);
});

test.each(["SIGTERM", "SIGINT"] as const)("it says where it is, answers, and ends at %s", async (signal) => {
  const child = start("--progression", "manual", "--control");
  const texts = collect(child);
  const closed = once(child, "close");
  while (!texts.out.includes("Control is open")) await once(child.stdout ?? child, "data");
  const url = /ACK simulator at (http:\/\/127\.0\.0\.1:\d+)\n/.exec(texts.out)?.[1];
  expect(texts.out).toContain("export ALICLOUD_ACCESS_KEY=");
  expect(texts.out).toContain(
    `pulumi config set alicloud:endpoints '{"cs":"${url}","sts":"${url}","vpc":"${url}","ecs":"${url}"}'`,
  );
  expect(texts.out).toContain(
    `npx ack-serverless doctor --config 'alicloud:endpoints={"cs":"${url}","sts":"${url}","vpc":"${url}","ecs":"${url}"}'`,
  );
  expect(await (await fetch(`${url}/_control/clusters`)).json()).toEqual([]);
  expect(texts.out).toContain("Open that in a browser");
  expect(await (await fetch(`${url}/`)).text()).toContain("<title>ACK simulator</title>");
  child.kill(signal);
  expect([await closed, texts.err]).toEqual([[0, null], ""]);
});

test("a port that is taken is reported", async () => {
  const first = start();
  const texts = collect(first);
  while (!texts.out.includes("Ctrl-C")) await once(first.stdout ?? first, "data");
  const port = /127\.0\.0\.1:(\d+)/.exec(texts.out)?.[1] ?? "";
  const second = await run("--port", port);
  first.kill("SIGTERM");
  await once(first, "close");
  expect(second.code).toBe(1);
  expect(second.err).toContain("EADDRINUSE");
});
