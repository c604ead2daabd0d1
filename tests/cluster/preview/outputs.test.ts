import { previewCreate, previewUpdate } from "../../../provider/cluster/preview/outputs";
import type { Values } from "../../../provider/table/check";
import { unknown } from "../../../provider/table/values";

const running: Values = {
  state: "running",
  name: "a",
  clusterId: "c1",
  currentVersion: "1.34.1-aliyun.1",
  kubernetesVersion: "1.34.1-aliyun.1",
  apiServerEndpoint: "https://203.0.113.1:6443",
  intranetApiServerEndpoint: "https://10.0.0.1:6443",
  kubeconfig: "kind: Config",
  forceDestroy: true,
  tags: { a: "1" },
  __inputs: ["forceDestroy", "kubernetesVersion", "name", "tags"],
  __wishes: { kubernetesVersion: "1.34" },
};
const inputs = { name: "a", kubernetesVersion: "1.34", forceDestroy: true, tags: { a: "1" } };
const without = ({ __inputs, __wishes, ...rest }: Values) => rest;

/** What becomes other, or unknown, of the outputs. */
function changed(news: Values, olds: Values = running): Values {
  const before = without(olds);
  const after = previewUpdate(olds, news);
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries([...names].flatMap((name) => (after[name] === before[name] ? [] : [[name, after[name]]])));
}

test.each<[string, Values, Values]>([
  ["nothing", inputs, {}],
  ["a name and a tag", { ...inputs, name: "b" }, { name: "b" }],
  ["what only the state holds, taken out", { ...inputs, forceDestroy: undefined }, { forceDestroy: undefined }],
  ["all tags taken out", { ...inputs, tags: undefined }, { tags: {} }],
  [
    "the public endpoint",
    { ...inputs, endpointPublicAccess: false },
    { endpointPublicAccess: false, apiServerEndpoint: unknown, kubeconfig: unknown, eipId: unknown },
  ],
  [
    "an upgrade",
    { ...inputs, kubernetesVersion: "1.35" },
    { kubernetesVersion: unknown, currentVersion: unknown, nextVersion: unknown, addonVersions: unknown },
  ],
])("an update leaves known what it cannot reach: %s", (_what, news, expected) => {
  expect(changed(news)).toEqual(expected);
});

test("while a cluster is on its way, what it reports is not known, but its id is", () => {
  const outputs = previewUpdate({ ...running, state: "initial" }, inputs);
  expect(outputs).toMatchObject({ clusterId: "c1", state: unknown, intranetApiServerEndpoint: unknown, name: "a" });
});

test("of a new cluster the inputs are known, unknown parts included, and nothing else", () => {
  const outputs = previewCreate({ name: "a", tags: { a: unknown }, adopt: "c1", __derived: [] });
  expect(outputs).toMatchObject({ name: "a", tags: { a: unknown }, clusterId: unknown, timezone: unknown });
  expect(outputs).not.toHaveProperty("adopt");
  expect(outputs).not.toHaveProperty("forceDestroy");
  expect(outputs).not.toHaveProperty("__derived");
});
