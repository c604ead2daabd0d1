import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { assertHostFindsProvider } from "../../sdk/hostLookup";

const root = join(__dirname, "..", "..");
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ack-lookup-")));
  process.env.PULUMI_NODEJS_MONITOR = "127.0.0.1:1";
});

afterEach(() => {
  delete process.env.PULUMI_NODEJS_MONITOR;
  rmSync(folder, { recursive: true, force: true });
});

function failure(): unknown {
  try {
    assertHostFindsProvider(folder);
    return undefined;
  } catch (error) {
    return error;
  }
}

test("a program from whose folder the host cannot find the provider fails with what to do, and without a stack", () => {
  const error = failure();
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect((error as Error).message).toBe(
    `Pulumi loads the dynamic provider from the program's folder and cannot find pulumi-ack-serverless from there: add it to "dependencies" in ${join(folder, "package.json")} and install, even if a library of yours depends on it already, or use ServerlessCluster from "pulumi-ack-serverless/plugin"`,
  );
});

test("a package in the folder, or in a folder above it, is found", () => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "pulumi-ack-serverless"), "junction");
  expect(failure()).toBeUndefined();
  const program = join(folder, "program");
  mkdirSync(program);
  expect(() => assertHostFindsProvider(program)).not.toThrow();
});

test("an inline program is not judged: its workspace may be elsewhere", () => {
  delete process.env.PULUMI_NODEJS_MONITOR;
  expect(failure()).toBeUndefined();
});
