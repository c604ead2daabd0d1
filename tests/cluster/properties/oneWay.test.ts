import { edition, neverDown, rrsa, upgrade } from "../../../provider/cluster/properties/oneWay";

const current = "1.33.3-aliyun.1";

test.each<[string, string, string | undefined, string | undefined, object | string]>([
  ["nothing is known of the cluster", "1.33", undefined, undefined, "same"],
  ["the beginning is met", "1.33", current, "1.33", "same"],
  ["the whole is met", current, current, current, "same"],
  ["it is met for the first time", "1.33", current, undefined, "same"],
  ["a newer patch", "1.33.9-aliyun.1", current, current, { via: "UpgradeCluster" }],
  ["the next minor", "1.34", current, "1.33", { via: "UpgradeCluster" }],
  ["the next minor, whole", "1.34.1-aliyun.1", current, current, { via: "UpgradeCluster" }],
  ["the next minor, said for the first time", "1.34", current, undefined, { via: "UpgradeCluster" }],
  [
    "the cluster went ahead by itself",
    "1.32",
    current,
    "1.32",
    {
      warn: `is 1.32, but the cluster already runs ${current}: it stays as it is, since Kubernetes cannot be downgraded`,
    },
  ],
  [
    "an edit that lowers it",
    "1.32",
    current,
    "1.33",
    { refuse: `cannot be downgraded from ${current} to 1.32: set it to "${current}" or later, or remove it` },
  ],
  [
    "a lower one, said for the first time",
    "1.32",
    current,
    undefined,
    { refuse: `cannot be downgraded from ${current} to 1.32: set it to "${current}" or later, or remove it` },
  ],
  [
    "an older patch of the same minor",
    "1.33.1-aliyun.1",
    current,
    current,
    {
      refuse: `cannot be downgraded from ${current} to 1.33.1-aliyun.1: set it to "${current}" or later, or remove it`,
    },
  ],
  [
    "two minors at once",
    "1.35",
    current,
    "1.33",
    {
      refuse: `cannot be upgraded from ${current} to 1.35 at once: Kubernetes is upgraded one minor version at a time; set it to the next minor version first`,
    },
  ],
  [
    "another major",
    "2.0",
    current,
    "1.33",
    {
      refuse: `cannot be upgraded from ${current} to 2.0 at once: Kubernetes is upgraded one minor version at a time; set it to the next minor version first`,
    },
  ],
])("the Kubernetes version: %s", (_, wanted, actual, wish, verdict) => {
  expect(upgrade({ wanted, actual, wish })).toEqual(verdict);
});

test.each<[string, string, string | undefined, string | undefined, object | string]>([
  ["the same", "ack.pro.small", "ack.pro.small", "ack.pro.small", "same"],
  ["standard, and the cluster does not say", "ack.standard", undefined, undefined, "same"],
  ["standard becomes Pro", "ack.pro.small", "ack.standard", "ack.standard", { via: "MigrateCluster" }],
  ["a cluster that does not say becomes Pro", "ack.pro.small", undefined, undefined, { via: "MigrateCluster" }],
  ["Pro becomes a larger tier", "ack.pro.xlarge", "ack.pro.small", "ack.pro.small", { via: "ModifyCluster" }],
  ["a larger tier becomes Pro", "ack.pro.small", "ack.pro.4xlarge", "ack.pro.4xlarge", { via: "ModifyCluster" }],
  [
    "standard becomes a larger tier",
    "ack.pro.xlarge",
    "ack.standard",
    "ack.standard",
    { refuse: 'cannot change from "ack.standard" to "ack.pro.xlarge" at once: set it to "ack.pro.small" first' },
  ],
  [
    "an edit from Pro to standard",
    "ack.standard",
    "ack.pro.small",
    "ack.pro.small",
    { refuse: 'cannot be downgraded from "ack.pro.small" to "ack.standard": set it to "ack.pro.small" or remove it' },
  ],
  [
    "standard, said for the first time of a Pro cluster",
    "ack.standard",
    "ack.pro.small",
    undefined,
    { refuse: 'cannot be downgraded from "ack.pro.small" to "ack.standard": set it to "ack.pro.small" or remove it' },
  ],
  [
    "someone made it Pro",
    "ack.standard",
    "ack.pro.small",
    "ack.standard",
    {
      warn: 'is "ack.standard", but the cluster is "ack.pro.small": it stays as it is, since an edition cannot be downgraded',
    },
  ],
])("the edition: %s", (_, wanted, actual, wish, verdict) => {
  expect(edition({ wanted, actual, wish })).toEqual(verdict);
});

test.each<[string, boolean, boolean | undefined, boolean | undefined, object | string]>([
  ["on and on", true, true, true, "same"],
  ["off and off", false, false, false, "same"],
  ["off and not known", false, undefined, undefined, "same"],
  ["switched on", true, false, false, { via: "ModifyCluster" }],
  ["switched on where it is not known", true, undefined, undefined, { via: "ModifyCluster" }],
  [
    "switched off by an edit",
    false,
    true,
    true,
    { refuse: "cannot be switched off once it is on: set it to true or remove it" },
  ],
  [
    "someone switched it on",
    false,
    true,
    false,
    { warn: "is false, but the cluster has it on: it stays on, since it cannot be switched off" },
  ],
  [
    "off, said for the first time",
    false,
    true,
    undefined,
    { warn: "is false, but the cluster has it on: it stays on, since it cannot be switched off" },
  ],
])("RRSA: %s", (_, wanted, actual, wish, verdict) => {
  expect(rrsa({ wanted, actual, wish })).toEqual(verdict);
});

test("an edit of the version: refused downward, whatever the cluster runs", () => {
  const refused = (from: string, to: string) =>
    `cannot be downgraded from ${from} to ${to}: set it to "${from}" or later, or remove it`;
  expect([
    neverDown("1.33", "1.32"),
    neverDown("1.33.3-aliyun.1", "1.33.1"),
    neverDown("1.33.3-aliyun.1", "1.33"),
    neverDown("1.33", "1.33.1-aliyun.1"),
    neverDown("1.33", "1.35"),
  ]).toEqual([refused("1.33", "1.32"), refused("1.33.3-aliyun.1", "1.33.1"), undefined, undefined, undefined]);
});
