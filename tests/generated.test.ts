import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expectStepDone } from "./support/propertySteps";

const root = join(__dirname, "..");

test("generated files: are what the property table says", () => {
  const tsx = require.resolve("tsx/cli");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsx, "tools/generate/generate.ts", "--check"], {
    cwd: root,
    encoding: "utf8",
  });
  expectStepDone(
    2,
    stderr.split("\n").filter((line) => line.includes("is not what the property table says")),
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
});
