import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lifecycles } from "./lifecycles";

test("lifecycles: are those that lifecycles.md approves", () => {
  expect(lifecycles()).toBe(readFileSync(join(__dirname, "lifecycles.md"), "utf8"));
});
