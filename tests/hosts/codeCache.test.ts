import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import os, { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { codeCacheFolder } from "../../provider/hosts/codeCache";

const compiled = join(__dirname, "..", "..", "dist", "provider", "hosts", "codeCache.js");
let folder: string;
let script: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "code-cache-"));
  script = join(folder, "script.cjs");
  cache = join(folder, "cache");
  writeFileSync(script, 'process.stdout.write("one " + require("node:path").basename(__filename));');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the script in a process of its own, and gives what it writes. */
function run(...flags: string[]): string {
  const start = `require(${JSON.stringify(compiled)}).runWithCodeCache(${JSON.stringify(script)}, ${JSON.stringify(cache)})`;
  return execFileSync(process.execPath, [...flags, "-e", start], { encoding: "utf8" });
}

const kept = () => (existsSync(cache) ? readdirSync(cache).map((name) => join(cache, name)) : []);
/** Tells a file from one that was written in its place. */
const identities = () => kept().map((file) => statSync(file).ino);

test("the first process keeps the code, and the next one uses it", () => {
  expect(run()).toBe("one script.cjs");
  const before = identities();
  expect(before).toHaveLength(1);
  expect(run()).toBe("one script.cjs");
  expect(identities()).toEqual(before);
});

test("a script that has changed is compiled again, also one of the same length", () => {
  run();
  writeFileSync(script, readFileSync(script, "utf8").replace("one", "two"));
  expect(run()).toBe("two script.cjs");
  expect(kept()).toHaveLength(2);
});

test("code that V8 refuses is replaced", () => {
  run();
  const before = identities();
  expect(run("--no-opt")).toBe("one script.cjs");
  expect(identities()).not.toEqual(before);
});

test.each<[string, (code: Buffer) => Buffer]>([
  ["damaged", (code) => code.fill(0, code.length - 64)],
  ["cut off", (code) => code.subarray(0, code.length - 64)],
  ["empty", () => Buffer.alloc(0)],
])("%s code is not run, and is replaced", (_, damage) => {
  run();
  const [file] = kept() as [string];
  const whole = readFileSync(file);
  writeFileSync(file, damage(Buffer.from(whole)));
  expect(run()).toBe("one script.cjs");
  expect(readFileSync(file).length).toBe(whole.length);
});

test("code that others could have written is not used, and nothing is kept beside it", () => {
  run();
  const [file] = kept() as [string];
  writeFileSync(file, "");
  chmodSync(cache, 0o777);
  expect(run()).toBe("one script.cjs");
  expect(readFileSync(file, "utf8")).toBe("");
});

test("a folder that cannot be written costs only time", () => {
  writeFileSync(cache, "");
  expect(run()).toBe("one script.cjs");
});

test("the folder keeps the newest codes only", () => {
  run();
  const [first] = kept() as [string];
  for (let count = 0; count < 9; count += 1) {
    writeFileSync(join(cache, `older-${count}`), "");
    utimesSync(join(cache, `older-${count}`), 0, count);
  }
  writeFileSync(first, "");
  run();
  expect(kept().map((file) => basename(file))).toEqual([
    basename(first),
    ...[2, 3, 4, 5, 6, 7, 8].map((count) => `older-${count}`),
  ]);
});

test.each<[Record<string, string>, string | undefined]>([
  [{}, join(homedir(), ".cache", "ack-serverless", "code")],
  [{ HOME: "/home/me" }, join("/home/me", ".cache", "ack-serverless", "code")],
  [{ HOME: "/home/me", XDG_CACHE_HOME: "/cache" }, join("/cache", "ack-serverless", "code")],
  [{ XDG_CACHE_HOME: "/cache", NODE_COMPILE_CACHE: "/node" }, join("/node", "ack-serverless", "code")],
  [{ NODE_COMPILE_CACHE: "/node", NODE_DISABLE_COMPILE_CACHE: "1" }, undefined],
  [{ HOME: "" }, join(homedir(), ".cache", "ack-serverless", "code")],
  [{ HOME: "home/me" }, undefined],
  [{ HOME: "/home/me", XDG_CACHE_HOME: "cache" }, undefined],
])("with %j the code is in %s", (env, expected) => {
  expect(codeCacheFolder(env)).toBe(expected);
});

test.each<[string, () => string]>([
  [
    "unknown",
    () => {
      throw new Error("ENOENT: no such file or directory, uv_os_homedir");
    },
  ],
  ["empty", () => ""],
])("without a cache where the user's home is %s", (_, home) => {
  jest.spyOn(os, "homedir").mockImplementation(home);
  expect(codeCacheFolder({})).toBeUndefined();
  jest.restoreAllMocks();
});

test("code in a file that others can write is not used", () => {
  run();
  const [file] = kept() as [string];
  const before = identities();
  chmodSync(file, 0o666);
  expect(run()).toBe("one script.cjs");
  expect(identities()).not.toEqual(before);
});
