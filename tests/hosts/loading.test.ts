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
  const report = `function report() {
    require("node:fs").writeSync(1, JSON.stringify(Object.keys(require.cache)));
    process.exit();
  }`;
  const text = execFileSync(process.execPath, ["-e", `${report}\n${script}`], { cwd: root, encoding: "utf8" });
  return (JSON.parse(text) as string[]).map((file) => relative(root, file));
}

/** What the state has of a cluster that runs. */
const recorded = {
  clusterId: "c0",
  state: "running",
  apiServerEndpoint: "https://203.0.113.10:6443",
  kubeconfig: "clusters: [{cluster: {server: https://203.0.113.10:6443}}]",
};

/** A preview of a new cluster and one without a change, as the dynamic host calls them. */
const previews = `
  const { provider } = require("pulumi-ack-serverless/dynamic");
  const inputs = { name: "prod", regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i", tags: { team: "a" } };
  provider.configure({ config: { get: () => undefined } });
  provider.check({}, inputs);
  provider.check(inputs, inputs);
  provider.diff("c0", { ...inputs, ...${JSON.stringify(recorded)}, __inputs: Object.keys(inputs) }, inputs);
`;

const needlessIn = (files: readonly string[]) => files.filter((file) => needless.some((one) => one.test(file)));

test("a preview with the dynamic class loads nothing that only an operation needs", () => {
  const loaded = loadedBy(`${previews} report();`);
  expect(loaded).toContain("dist/provider/cluster/preview/plan.js");
  expect(needlessIn(loaded)).toEqual([]);
});

/** A preview without a change, as the engine asks a plugin for it; the plugin runs in the same process. */
const pluginPreview = `
  const { credentials } = require("@grpc/grpc-js");
  const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
  const { CheckRequest, DiffRequest } = require("@pulumi/pulumi/proto/provider_pb");
  const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
  const inputs = { name: "prod", regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i" };
  const values = Struct.fromJavaScript(inputs);
  const check = new CheckRequest();
  check.setNews(values);
  const diff = new DiffRequest();
  for (const set of ["setNews", "setOldInputs"]) diff[set](values);
  diff.setOlds(Struct.fromJavaScript({ ...inputs, ...${JSON.stringify(recorded)} }));
  process.stdout.write = (port, written) => {
    const client = new ResourceProviderClient("127.0.0.1:" + port.trim(), credentials.createInsecure());
    client.check(check, (failure) => client.diff(diff, (otherFailure) => {
      if (failure ?? otherFailure) throw failure ?? otherFailure;
      report();
    }));
    written();
  };
  require("./bin/pulumi-resource-ack-serverless");
`;

test("a preview with the plugin loads nothing that only an operation needs", () => {
  const files = loadedBy(pluginPreview).filter((file) => file.startsWith("bin/"));
  expect(files).toEqual(["bin/pulumi-resource-ack-serverless"]);
});

test("an operation loads what a preview leaves out", () => {
  const operation = `${previews} provider.read("c0", {}).catch(report);`;
  expect(needlessIn(loadedBy(operation))).toEqual(
    expect.arrayContaining(["dist/provider/ack/client.js", "dist/provider/cluster/lifecycle/create.js"]),
  );
});
