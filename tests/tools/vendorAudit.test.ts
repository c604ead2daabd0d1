import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { auditSdk } from "../../tools/vendor/audit";
import { readSdk } from "../../tools/vendor/models";

const installed = join(dirname(require.resolve("@alicloud/cs20151215")), "..");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sdk-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const copied = [
  "client.js",
  "models/CreateClusterRequest.js",
  "models/ModifyClusterRequest.js",
  "models/DeleteClusterRequest.js",
  "models/DescribeClusterDetailResponseBody.js",
  "models/MaintenanceWindow.js",
];

/** A part of the installed SDK with a file changed. */
function newer(file: string, from: string, to: string): string {
  for (const name of copied) cpSync(join(installed, "dist", name), join(folder, "dist", name));
  const path = join(folder, "dist", file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return folder;
}

test("the table and the waivers cover all of the installed SDK, and no waiver is left over", () => {
  expect(auditSdk(readSdk(installed))).toEqual({ added: [], stale: [] });
});

test("an operation, a field, and a field inside a property are new", () => {
  const { added } = auditSdk(readSdk(newer("client.js", 'action: "CreateCluster"', 'action: "CreateClusterTwice"')));
  expect(added).toEqual(["operation CreateClusterTwice"]);
  rmSync(folder, { recursive: true });
  const request = newer(
    "models/CreateClusterRequest.js",
    "addons: 'addons',",
    "addons: 'addons',\n            spice: 'spice',",
  );
  expect(auditSdk(readSdk(request)).added).toEqual(["CreateCluster request: spice"]);
  rmSync(folder, { recursive: true });
  const window = newer(
    "models/MaintenanceWindow.js",
    "enable: 'enable',",
    "enable: 'enable',\n            pause: 'pause',",
  );
  expect(auditSdk(readSdk(window)).added).toEqual([
    "CreateCluster request: maintenance_window.pause",
    "ModifyCluster request: maintenance_window.pause",
    "DescribeClusterDetail answer: maintenance_window.pause",
  ]);
});

test("reports a waived field that is gone from the SDK", () => {
  const without = newer("models/DeleteClusterRequest.js", "            keepSlb: 'keep_slb',\n", "");
  const { added, stale } = auditSdk(readSdk(without));
  expect(added).toEqual([]);
  expect(stale.filter((line) => line.startsWith("DeleteCluster request"))).toEqual(["DeleteCluster request: keep_slb"]);
});

const python = `
class CreateClusterRequest(DaraModel):
    def from_map(self, m: dict = None):
        m = m or dict()
        if m.get('name') is not None:
            self.name = m.get('name')

        self.windows = []
        if m.get('windows') is not None:
            for k1 in m.get('windows'):
                temp_model = main_models.Window()
                self.windows.append(temp_model.from_map(k1))

        return self

class Window(DaraModel):
    def from_map(self, m: dict = None):
        if m.get('start_time') is not None:
            self.start_time = m.get('start_time')
        return self
`;

test("reads a source package for Python", () => {
  const models = join(folder, "alibabacloud_cs20151215", "models");
  mkdirSync(models, { recursive: true });
  writeFileSync(join(models, "_create_cluster_request.py"), python);
  writeFileSync(join(models, "..", "client.py"), "            action = 'CreateCluster',\n");
  const sdk = readSdk(folder);
  expect(sdk.operations).toEqual(["CreateCluster"]);
  expect([...(sdk.models.get("CreateClusterRequest") ?? [])]).toEqual([
    ["name", undefined],
    ["windows", "Window"],
  ]);
  expect([...(sdk.models.get("Window") ?? [])]).toEqual([["start_time", undefined]]);
});

test("says what a folder without an SDK lacks", () => {
  expect(() => readSdk(folder)).toThrow(
    `${folder} holds no SDK: expected dist/client.js or alibabacloud_cs20151215/client.py in it`,
  );
});
