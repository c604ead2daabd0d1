import { readSettings } from "../../../provider/ack/settings";
import { plan } from "../../../provider/cluster/preview/plan";

const { settings } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});
const same = { changes: false, replaces: [], deleteBeforeReplace: false, warnings: [] };
const update = { ...same, changes: true };

/** The plan for one input of a running cluster that has `actual` and was wanted to have `wish`. */
function planned(name: string, actual: unknown, wish: unknown, wanted: unknown, more: object = {}) {
  const olds = {
    clusterId: "c-1",
    name: "prod",
    regionId: "cn-hangzhou",
    state: "running",
    [name]: actual,
    __inputs: ["name", "regionId", ...(wish === undefined ? [] : [name])],
    __wishes: wish === undefined ? {} : { [name]: wish },
    ...more,
  };
  return plan(olds, { name: "prod", regionId: "cn-hangzhou", [name]: wanted }, settings);
}

test.each<[string, string, unknown, unknown, unknown, object]>([
  ["a prefix that is met", "kubernetesVersion", "1.33.3-aliyun.1", "1.33", "1.33", same],
  ["a wish that is reworded", "kubernetesVersion", "1.33.3-aliyun.1", "1.33", "1.33.3", update],
  ["an upgrade", "kubernetesVersion", "1.33.3-aliyun.1", "1.33", "1.34", update],
  ["a version taken out", "kubernetesVersion", "1.33.3-aliyun.1", "1.33", undefined, same],
  [
    "a cluster that upgraded itself",
    "kubernetesVersion",
    "1.34.1-aliyun.1",
    "1.33",
    "1.33",
    {
      ...same,
      warnings: [
        "kubernetesVersion is 1.33, but the cluster already runs 1.34.1-aliyun.1: it stays as it is, since Kubernetes cannot be downgraded",
      ],
    },
  ],
  ["standard to Pro", "clusterSpec", "ack.standard", "ack.standard", "ack.pro.small", update],
  [
    "a cluster that someone made Pro",
    "clusterSpec",
    "ack.pro.small",
    "ack.standard",
    "ack.standard",
    {
      ...same,
      warnings: [
        'clusterSpec is "ack.standard", but the cluster is "ack.pro.small": it stays as it is, since an edition cannot be downgraded',
      ],
    },
  ],
  ["RRSA on", "enableRrsa", false, false, true, update],
  [
    "RRSA that someone switched on",
    "enableRrsa",
    true,
    false,
    false,
    {
      ...same,
      warnings: ["enableRrsa is false, but the cluster has it on: it stays on, since it cannot be switched off"],
    },
  ],
  ["the endpoint off", "endpointPublicAccess", true, undefined, false, update],
  ["deletion inputs", "deleteOptions", undefined, undefined, { slb: "retain" }, update],
])("a preview of %s", (_, name, actual, wish, wanted, expected) => {
  expect(planned(name, actual, wish, wanted)).toEqual(expected);
});

test("a preview refuses each impossible change with its reason", () => {
  const window = { maintenanceTime: "03:00:00Z" };
  expect(() => planned("kubernetesVersion", "1.33.3-aliyun.1", "1.33", "1.35")).toThrow(
    "kubernetesVersion: cannot be upgraded from 1.33.3-aliyun.1 to 1.35 at once: Kubernetes is upgraded one minor version at a time; set it to the next minor version first",
  );
  expect(() => planned("clusterSpec", "ack.standard", "ack.standard", "ack.pro.xlarge")).toThrow(
    'clusterSpec: cannot change from "ack.standard" to "ack.pro.xlarge" at once: set it to "ack.pro.small" first',
  );
  expect(() => planned("maintenanceWindow", undefined, undefined, window, { clusterSpec: "ack.standard" })).toThrow(
    'maintenanceWindow: needs a Pro cluster: set clusterSpec to "ack.pro.small", or remove it',
  );
});

test("a refresh asks the other way round and is never refused: what went ahead keeps the program's value", () => {
  const olds = {
    clusterId: "c-1",
    state: "running",
    kubernetesVersion: "1.34.1-aliyun.1",
    clusterSpec: "ack.pro.small",
    enableRrsa: true,
    __inputs: ["clusterSpec", "enableRrsa", "kubernetesVersion"],
    __wishes: { kubernetesVersion: "1.32", clusterSpec: "ack.standard", enableRrsa: false },
  };
  expect(
    plan(olds, { kubernetesVersion: "1.32", clusterSpec: "ack.standard", enableRrsa: false }, settings),
  ).toMatchObject({ changes: false, replaces: [] });
});
