import { checkEdition, checkNewEdition } from "../../../provider/cluster/preview/preconditions";

const window = { maintenanceTime: "03:00:00Z" };
const options = {
  maintenanceWindow: window,
  secretEncryption: { kmsKeyId: "key-1" },
  controlPlaneLog: { components: ["apiserver"] },
};
const refusal = (property: string) => ({
  property,
  reason: 'needs a Pro cluster: set clusterSpec to "ack.pro.small", or remove it',
});
const all = [refusal("secretEncryption"), refusal("maintenanceWindow"), refusal("controlPlaneLog")];

test("a new cluster: Pro-only options are refused as long as it would be standard", () => {
  expect([
    checkNewEdition(options),
    checkNewEdition({ ...options, clusterSpec: "ack.standard" }),
    checkNewEdition({ ...options, clusterSpec: "ack.pro.small" }),
    checkNewEdition({ ...options, clusterSpec: "ack.pro.xlarge" }),
    checkNewEdition({ ...options, clusterSpec: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
    checkNewEdition({ auditLog: { enabled: true } }),
  ]).toEqual([all, all, [], [], [], []]);
});

test("a cluster that is there: they are refused where one changes, and the cluster is standard and stays so", () => {
  const change = { property: "maintenanceWindow", kind: "update", via: "ModifyCluster" } as const;
  const other = { property: "timezone", kind: "update", via: "ModifyCluster" } as const;
  const news = { maintenanceWindow: window };
  expect([
    checkEdition({ clusterSpec: "ack.standard" }, news, [change]),
    checkEdition({}, news, [change]),
    checkEdition({ clusterSpec: "ack.standard" }, { ...news, clusterSpec: "ack.standard" }, [change]),
    checkEdition({ clusterSpec: "ack.standard" }, news, [other]),
    checkEdition({ clusterSpec: "ack.pro.small" }, news, [change]),
    checkEdition({ clusterSpec: "ack.standard" }, { ...news, clusterSpec: "ack.pro.small" }, [change]),
  ]).toEqual([
    [refusal("maintenanceWindow")],
    [refusal("maintenanceWindow")],
    [refusal("maintenanceWindow")],
    [],
    [],
    [],
  ]);
});
