import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");

test("every dependency is pinned to bytes", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const loose = Object.entries<{ integrity?: string }>(packages).filter(
    ([place, { integrity }]) => place !== "" && !integrity?.startsWith("sha512-"),
  );
  expect(loose).toEqual([]);
});

describe("the audit", () => {
  /** What `tools/release/audit.mjs`, a module that Jest cannot load, makes of a report. */
  function judged(report: string): unknown {
    const script = `import { judge } from ${JSON.stringify(join(root, "tools/release/audit.mjs"))};
      console.log(JSON.stringify(judge(${JSON.stringify(report)})));`;
    return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }));
  }
  const report = (...flaws: readonly object[]) => JSON.stringify({ vulnerabilities: { ...flaws } });

  test.each([
    ["of nothing", report(), { lines: ["no known vulnerabilities"], isGrave: false }],
    [
      "of a grave flaw that an update mends",
      report({ name: "a", severity: "high", fixAvailable: true }),
      { lines: ["a: high, fixed by an update"], isGrave: true },
    ],
    [
      "of what nobody can mend yet, and of what is not grave",
      report(
        { name: "a", severity: "critical", fixAvailable: false },
        { name: "b", severity: "moderate", fixAvailable: { name: "b" } },
      ),
      { lines: ["a: critical", "b: moderate, fixed by an update"], isGrave: false },
    ],
    [
      "that a registry refuses",
      JSON.stringify({ message: "405 Method Not Allowed", error: { summary: "" } }),
      { lines: ["the registry returned no report: nothing was checked"], isGrave: false },
    ],
    ["that never came", "", { lines: ["the registry returned no report: nothing was checked"], isGrave: false }],
  ])("%s", (_, text, verdict) => {
    expect(judged(text)).toEqual(verdict);
  });
});
