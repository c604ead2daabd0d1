import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";

const root = join(__dirname, "..", "..");

/** What only an operation needs: a preview that waits for it takes longer. */
const needless = [
  /^node_modules\/(@alicloud|httpx|debug|https?-proxy-agent)\//,
  /^dist\/libraries\/(ajv|rrule|yaml|zod)\.js$/,
  /^dist\/provider\/cluster\/(functions|lifecycle|observe|preflight)\//,
  /^dist\/provider\/ack\/(client|credentials|vendorRequests)\.js$/,
];

/** The files that a fresh process has loaded after a script, by their path in the repository. */
function loadedBy(script: string): string[] {
  const report = "process.stdout.write(JSON.stringify(Object.keys(require.cache)))";
  const text = execFileSync(process.execPath, ["-e", `${script}\n${report}`], { cwd: root, encoding: "utf8" });
  return (JSON.parse(text) as string[]).map((file) => relative(root, file));
}

/** A preview of a new cluster and one without a change, as the dynamic host calls them. */
const previews = `
  const { provider } = require("pulumi-ack-serverless/dynamic");
  const inputs = { name: "prod", regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i", tags: { team: "a" } };
  provider.configure({ config: { get: () => undefined } });
  provider.check({}, inputs);
  provider.check(inputs, inputs);
  provider.diff("c0", { ...inputs, __inputs: Object.keys(inputs) }, inputs);
`;

const needlessIn = (files: readonly string[]) => files.filter((file) => needless.some((one) => one.test(file)));

test("a preview with the dynamic class loads nothing that only an operation needs", () => {
  const loaded = loadedBy(previews);
  expect(loaded).toContain("dist/provider/cluster/preview/plan.js");
  expect(needlessIn(loaded)).toEqual([]);
});

test("an operation loads what a preview leaves out", () => {
  const operation = `${previews} provider.read("c0", {}).catch(() => {});`;
  expect(needlessIn(loadedBy(operation))).toEqual(
    expect.arrayContaining(["dist/provider/ack/client.js", "dist/provider/cluster/lifecycle/create.js"]),
  );
});
