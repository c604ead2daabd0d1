import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as semver from "semver";

const root = join(__dirname, "..");

test("every dependency is pinned to bytes", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const loose = Object.entries<{ integrity?: string }>(packages).filter(
    ([place, { integrity }]) => place !== "" && !integrity?.startsWith("sha512-"),
  );
  expect(loose).toEqual([]);
});

test("what an installation adds runs on every Node version that the package supports", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const least = semver.minVersion(packages[""].engines.node) as semver.SemVer;
  const tooNew = Object.entries<{ dev?: boolean; peer?: boolean; engines?: { node?: string } }>(packages).filter(
    ([, { dev, peer, engines }]) => !dev && !peer && !semver.satisfies(least, engines?.node ?? "*"),
  );
  expect(tooNew).toEqual([]);
});

test("the dependencies are the vendor's packages and what those bring: the package carries its other libraries", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const locked = Object.entries<{ dependencies?: object }>(packages);
  const vendors = locked.filter(([place]) => /^node_modules\/(@alicloud|@darabonba|httpx)\b/.test(place));
  const brought = new Set(vendors.flatMap(([, { dependencies = {} }]) => Object.keys(dependencies)));
  const own = Object.keys(packages[""].dependencies);
  expect(own.filter((name) => !name.startsWith("@alicloud/") && !brought.has(name))).toEqual([]);
});

describe("the audit", () => {
  /** What `tools/release/audit.mjs`, a module that Jest cannot load, makes of a report. */
  function judged(report: string): unknown {
    const script = `import { judge, shipped } from ${JSON.stringify(join(root, "tools/release/audit.mjs"))};
      const isShipped = shipped({ "node_modules/c": { dev: true }, "node_modules/d": { dev: true } }, ["d 1.2.3 (MIT)"]);
      console.log(JSON.stringify(judge(${JSON.stringify(report)}, isShipped)));`;
    return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }));
  }
  const report = (...flaws: readonly { name: string; severity: string; fixAvailable: unknown }[]) =>
    JSON.stringify({ vulnerabilities: flaws.map((flaw) => ({ ...flaw, nodes: [`node_modules/${flaw.name}`] })) });

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
      "of a development tool, and of a library that a bundle holds",
      report(
        { name: "c", severity: "critical", fixAvailable: true },
        { name: "d", severity: "critical", fixAvailable: true },
      ),
      { lines: ["d: critical, fixed by an update"], isGrave: true },
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
