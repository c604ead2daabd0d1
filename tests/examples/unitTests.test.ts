import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cliLocation } from "../../tools/engine/engine";
import { isolatedEnvironment } from "../../tools/engine/isolation";
import { folder } from "./support/example";
import { nodeTests } from "./support/nodeTests";

const example = join(folder, "unit-tests");

/** A copy of the example, edited, where the package can be imported. */
function edited(edit: (source: string) => string): string {
  const copy = mkdtempSync(join(__dirname, "..", "..", ".work", "unit-tests-"));
  cpSync(example, copy, { recursive: true });
  for (const name of readdirSync(copy).filter((file) => file.endsWith(".ts")))
    writeFileSync(join(copy, name), edit(readFileSync(join(copy, name), "utf8")));
  return copy;
}

test("unit-tests: its tests pass, and see a broken program", async () => {
  expect(await nodeTests(example, "index.test.ts")).toBe(3);
  const copy = edited((source) => source.replace("deletionProtection: isProduction", "deletionProtection: false"));
  try {
    await expect(nodeTests(copy, "index.test.ts")).rejects.toThrow("not ok 1 - production is protected and private");
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test("unit-tests: they pass with the plugin's class, too", async () => {
  const copy = edited((source) => source.replace('"pulumi-ack-serverless"', '"pulumi-ack-serverless/plugin"'));
  expect(readFileSync(join(copy, "index.ts"), "utf8")).toContain('from "pulumi-ack-serverless/plugin"');
  try {
    expect(await nodeTests(copy, "index.test.ts")).toBe(3);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test("unit-tests: its test with the engine and the simulator passes", async () => {
  const home = mkdtempSync(join(__dirname, "..", "..", ".work", "unit-tests-"));
  const { root } = cliLocation();
  const path = root === undefined ? {} : { PATH: `${join(root, "bin")}${delimiter}${process.env.PATH}` };
  try {
    const env = { ...isolatedEnvironment(home, home), ...path, PULUMI_HOME: home };
    expect(await nodeTests(example, "engine.test.ts", env)).toBe(2);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
});
