import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lifecycles } from "./lifecycles";
import { expectStepDone } from "./support/propertySteps";

test("lifecycles: are those that lifecycles.md approves", () => {
  const approved = readFileSync(join(__dirname, "lifecycles.md"), "utf8");
  const left = lifecycles()
    .split("\n")
    .filter((line) => !approved.split("\n").includes(line));
  expectStepDone(
    3,
    left.map((line) => `not approved: ${line.replace(/ {2,}/g, " ")}`),
  );
  expect(lifecycles()).toBe(approved);
});
