import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import { callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, operations, recorded, told } from "./support/cluster";
import { zone } from "./support/row";
import { expectFailure } from "./support/stack";

const pro = { ...zone, clusterSpec: "ack.pro.small" } satisfies ServerlessClusterArgs;
const window = { maintenanceTime: "03:00:00Z" };
const type = "pulumi-nodejs:dynamic/ack:ServerlessCluster";

/** What the program has at first; each refusal starts from one of these. */
const made = {
  version: { ...zone, kubernetesVersion: "1.34" },
  edition: pro,
  rrsa: { ...zone, enableRrsa: true },
  standard: zone,
  addon: { ...zone, addons: [{ name: "logtail-ds", version: "v1.8.5.0" }] },
} satisfies Record<string, ServerlessClusterArgs>;

type Made = keyof typeof made;

let life: Bench;

beforeAll(async () => {
  life = await wideBench({ ...made });
  await life.stack.up();
});

/** What a preview says of one cluster with other arguments, and that it says so without a call. */
async function refusal(name: string, args: ServerlessClusterArgs): Promise<string> {
  life.wishes[name] = args;
  try {
    const before = life.simulator.requests().length;
    const said = told(await expectFailure(life.stack.preview())).join("\n");
    expect(life.simulator.requests()).toHaveLength(before);
    return said;
  } finally {
    if (Object.hasOwn(made, name)) life.wishes[name] = made[name as Made];
    else delete life.wishes[name];
  }
}

/** A fault of the inputs themselves is said as check() finds it, one of the difference as diff() does. */
const problem = (name: string, text: string) => `error: ${type} resource '${name}' has a problem: ${text}`;
const refused = (text: string) => `error: ${text}`;

describe("refused at preview", () => {
  const changes: readonly (readonly [what: string, Made, ServerlessClusterArgs, said: (name: string) => string])[] = [
    [
      "Kubernetes down",
      "version",
      { ...zone, kubernetesVersion: "1.33" },
      (name) =>
        problem(
          name,
          'kubernetesVersion cannot be downgraded from 1.34 to 1.33: set it to "1.34" or later, or remove it',
        ),
    ],
    [
      "two minor versions at once",
      "version",
      { ...zone, kubernetesVersion: "1.36" },
      () =>
        refused(
          "kubernetesVersion: cannot be upgraded from 1.34.10-aliyun.1 to 1.36 at once: Kubernetes is upgraded one minor version at a time; set it to the next minor version first",
        ),
    ],
    [
      "the edition back to standard",
      "edition",
      { ...zone, clusterSpec: "ack.standard" },
      (name) =>
        problem(
          name,
          'clusterSpec cannot be downgraded from "ack.pro.small" to "ack.standard": set it to "ack.pro.small" or remove it',
        ),
    ],
    [
      "two editions at once",
      "standard",
      { ...zone, clusterSpec: "ack.pro.xlarge" },
      () =>
        refused(
          'clusterSpec: cannot change from "ack.standard" to "ack.pro.xlarge" at once: set it to "ack.pro.small" first',
        ),
    ],
    [
      "RRSA off",
      "rrsa",
      { ...zone, enableRrsa: false },
      (name) => problem(name, "enableRrsa cannot be switched off once it is on: set it to true or remove it"),
    ],
    [
      "what only Pro has",
      "standard",
      { ...zone, maintenanceWindow: window },
      () => refused('maintenanceWindow: needs a Pro cluster: set clusterSpec to "ack.pro.small", or remove it'),
    ],
    [
      "an EIP for an endpoint that is not public",
      "standard",
      { ...zone, endpointPublicAccess: false, apiServerEipId: "eip-one" },
      (name) =>
        problem(
          name,
          "apiServerEipId has no effect while endpointPublicAccess is false; set that to true, or remove the EIP",
        ),
    ],
    [
      "some resources kept beside all",
      "standard",
      { ...zone, retainAllResources: true, retainResources: ["lb-one"] },
      (name) => problem(name, "retainResources has no effect with retainAllResources: true; remove one of the two"),
    ],
    [
      "automatic upgrades of a cluster without a window",
      "standard",
      { ...zone, autoUpgrade: { enabled: true, channel: "patch" } },
      () =>
        refused(
          "autoUpgrade: needs a maintenance window, in which ACK upgrades the cluster: set maintenanceWindow, or remove autoUpgrade",
        ),
    ],
    [
      "an add-on back",
      "addon",
      { ...zone, addons: [{ name: "logtail-ds", version: "v1.8.4.0" }] },
      (name) =>
        problem(
          name,
          'addons cannot downgrade logtail-ds from v1.8.5.0 to v1.8.4.0: set its version to "v1.8.5.0" or later, or remove the version',
        ),
    ],
  ];

  test.each(changes)("%s", async (_, name, args, said) => {
    expect(await refusal(name, args)).toContain(said(name));
  });

  test("a new cluster that wants too much, every fault at once", async () => {
    const args = {
      ...zone,
      maintenanceWindow: { enabled: false },
      secretEncryption: { enabled: true },
      auditLog: { enabled: false, logProject: "audit-one" },
      controlPlaneLog: { components: ["apiserver"] },
      autoUpgrade: { enabled: true },
    };
    const said = await refusal("fresh", args);
    const needsPro = 'needs a Pro cluster: set clusterSpec to "ack.pro.small", or remove it';
    for (const text of [
      `secretEncryption ${needsPro}`,
      `maintenanceWindow ${needsPro}`,
      `controlPlaneLog ${needsPro}`,
      "secretEncryption.kmsKeyId must be set: the KMS key to encrypt with",
      "auditLog.logProject has no effect while enabled is false; remove it",
      "autoUpgrade needs a maintenance window, in which ACK upgrades the cluster: set maintenanceWindow, or remove autoUpgrade",
    ])
      expect(said).toContain(text);
  });
});

describe("a cluster that went ahead by itself", () => {
  beforeAll(async () => {
    Object.assign(life.wishes, {
      prefix: { ...zone, kubernetesVersion: "1.34" },
      behind: { ...zone, kubernetesVersion: "1.34" },
      standardWished: { ...zone, clusterSpec: "ack.standard" },
      rrsaOff: { ...zone, enableRrsa: false },
      addonBehind: { ...zone, addons: [{ name: "logtail-ds", version: "v1.8.4.0" }] },
    });
    await life.stack.up();
    const edit = (name: string, patch: Parameters<typeof life.simulator.edit>[1]) =>
      life.simulator.edit(idOf(life, name), patch);
    edit("prefix", { current_version: "1.34.11-aliyun.1" });
    edit("behind", { current_version: "1.35.2-aliyun.1" });
    edit("standardWished", { cluster_spec: "ack.pro.small" });
    edit("rrsaOff", { rrsa_config: { enabled: true } });
    edit("addonBehind", { addons: [{ name: "ack-virtual-node" }, { name: "logtail-ds", version: "v1.8.5.0" }] });
  });

  test("is left as it is, with a warning if the program's value is not met", async () => {
    const writes = await writing(life.simulator, async () => {
      await life.stack.refresh();
      const ran = await life.stack.up();
      expect(operations(ran).filter((op) => op !== "same")).toEqual([]);
      expect(told(ran).sort()).toEqual([
        'warning: clusterSpec is "ack.standard", but the cluster is "ack.pro.small": it stays as it is, since an edition cannot be downgraded',
        "warning: enableRrsa is false, but the cluster has it on: it stays on, since it cannot be switched off",
        "warning: kubernetesVersion is 1.34, but the cluster already runs 1.35.2-aliyun.1: it stays as it is, since Kubernetes cannot be downgraded",
      ]);
    });
    expect(writes).toEqual([]);
    expect(recorded(life.stack, "behind")).toMatchObject({
      inputs: { kubernetesVersion: "1.34" },
      outputs: { currentVersion: "1.35.2-aliyun.1" },
    });
    expect(recorded(life.stack, "addonBehind").inputs?.addons).toEqual([{ name: "logtail-ds", version: "v1.8.4.0" }]);
  });

  test("still accepts another change, and no step back with it", async () => {
    for (const name of ["behind", "standardWished", "rrsaOff", "addonBehind"]) {
      life.wishes[name] = { ...life.wishes[name], timezone: "Asia/Tokyo" } as ServerlessClusterArgs;
    }
    const writes = await writing(life.simulator, () => life.stack.up());
    for (const name of ["behind", "standardWished", "rrsaOff", "addonBehind"]) {
      const id = idOf(life, name);
      expect([name, callsTo(writes, [id])]).toEqual([name, [["ModifyCluster", { timezone: "Asia/Tokyo" }]]]);
    }
    expect(clusterOf(life.simulator, idOf(life, "behind")).current_version).toBe("1.35.2-aliyun.1");
    await life.stack.up("--refresh", "--expect-no-changes");
  });

  test("an edit to less than it has is refused, and to what it has is only recorded", async () => {
    const { behind } = life.wishes;
    const args = { ...behind, kubernetesVersion: "1.34.1-aliyun.1" } as ServerlessClusterArgs;
    life.wishes.behind = args;
    expect(told(await expectFailure(life.stack.preview())).join("\n")).toContain(
      'kubernetesVersion: cannot be downgraded from 1.35.2-aliyun.1 to 1.34.1-aliyun.1: set it to "1.35.2-aliyun.1" or later, or remove it',
    );
    life.wishes.behind = { ...behind, kubernetesVersion: "1.35" } as ServerlessClusterArgs;
    const writes = await writing(life.simulator, () => life.stack.up());
    expect(writes).toEqual([]);
    expect(recorded(life.stack, "behind").inputs?.kubernetesVersion).toBe("1.35");
  });
});
