import { readSettings } from "../../../provider/ack/settings";
import { withInputs } from "../../../provider/cluster/import/managed";
import { detailedDiff } from "../../../provider/cluster/preview/detailedDiff";
import { plan } from "../../../provider/cluster/preview/plan";
import type { Values } from "../../../provider/table/check";

const { settings } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});

/** What an import read of a cluster, and what it wrote of it. */
const read: Values = {
  name: "prod",
  regionId: "cn-hangzhou",
  serviceCidr: "172.21.0.0/20",
  deletionProtection: false,
  kubernetesVersion: "1.32.1-aliyun.1",
};
const outputs: Values = { clusterId: "c-1", state: "running", ...read, __inputs: [], __wishes: {}, __imported: true };

/** The paths that a preview of an imported cluster shows, and its warnings. */
function shown(program: Values): { readonly paths: readonly string[]; readonly warnings: readonly string[] } {
  const olds = withInputs(outputs, read, program);
  const planned = plan(olds, program, settings);
  const paths = [...detailedDiff(planned, olds, read, program).keys()];
  expect(planned.changes).toBe(paths.length > 0);
  return { paths, warnings: planned.warnings };
}

test("what the import read and the program repeats is no difference, in its own words or left out", () => {
  const programs: Values[] = [
    read,
    { ...read, kubernetesVersion: "1.32" },
    ...Object.keys(read).map((name) => Object.fromEntries(Object.entries(read).filter(([key]) => key !== name))),
  ];
  expect(programs.map(shown)).toEqual(programs.map(() => ({ paths: [], warnings: [] })));
});

test.each<[string, Values]>([
  ["retainAllResources", { retainAllResources: true }],
  ["retainResources", { retainResources: ["lb-1"] }],
  ["deleteOptions", { deleteOptions: { slb: "retain" } }],
  ["forceDestroy", { forceDestroy: true }],
  ["addons", { addons: [{ name: "logtail-ds", cleanupCloudResources: true }] }],
])("%s, which the import did not read, is taken", (property, inputs) => {
  expect(shown({ ...read, ...inputs })).toEqual({ paths: [property], warnings: [] });
});

test("what ACK never reports is recorded, with a warning", () => {
  expect(shown({ ...read, snatEntry: true })).toEqual({
    paths: ["snatEntry"],
    warnings: [expect.stringMatching(/^snatEntry was not set before.* it is recorded as written, without a call$/)],
  });
});

test("days of a window are no difference where the program leaves out a rule that the import read", () => {
  const maintenanceWindow = { weeklyPeriod: ["Monday"], recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH" };
  const olds = withInputs({ ...outputs, maintenanceWindow }, { ...read, maintenanceWindow }, { maintenanceWindow });
  const program = { ...read, maintenanceWindow: { weeklyPeriod: ["Monday"] } };
  expect(plan(olds, program, settings)).toMatchObject({ changes: false, warnings: [] });
});
