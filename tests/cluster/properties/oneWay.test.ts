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
      warn: `is 1.32, and the cluster runs ${current} already: it is left as it is, since Kubernetes cannot go back`,
    },
  ],
  [
    "an edit that lowers it",
    "1.32",
    current,
    "1.33",
    { refuse: `cannot go back from ${current} to 1.32: set it to "${current}" or later, or take it out` },
  ],
  [
    "a lower one, said for the first time",
    "1.32",
    current,
    undefined,
    { refuse: `cannot go back from ${current} to 1.32: set it to "${current}" or later, or take it out` },
  ],
  [
    "an older patch of the same minor",
    "1.33.1-aliyun.1",
    current,
    current,
    { refuse: `cannot go back from ${current} to 1.33.1-aliyun.1: set it to "${current}" or later, or take it out` },
  ],
  [
    "two minors at once",
    "1.35",
    current,
    "1.33",
    {
      refuse: `cannot go from ${current} to 1.35 at once: Kubernetes is upgraded one minor version at a time; set it to the next one first`,
    },
  ],
  [
    "another major",
    "2.0",
    current,
    "1.33",
    {
      refuse: `cannot go from ${current} to 2.0 at once: Kubernetes is upgraded one minor version at a time; set it to the next one first`,
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
    { refuse: 'cannot go from "ack.standard" to "ack.pro.xlarge" at once: set it to "ack.pro.small" first' },
  ],
  [
    "an edit from Pro to standard",
    "ack.standard",
    "ack.pro.small",
    "ack.pro.small",
    { refuse: 'cannot go back from "ack.pro.small" to "ack.standard": set it to "ack.pro.small" or take it out' },
  ],
  [
    "standard, said for the first time of a Pro cluster",
    "ack.standard",
    "ack.pro.small",
    undefined,
    { refuse: 'cannot go back from "ack.pro.small" to "ack.standard": set it to "ack.pro.small" or take it out' },
  ],
  [
    "someone made it Pro",
    "ack.standard",
    "ack.pro.small",
    "ack.standard",
    {
      warn: 'is "ack.standard", and the cluster is "ack.pro.small": it is left as it is, since an edition cannot go back',
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
    { refuse: "cannot be switched off once it is on: set it to true or take it out" },
  ],
  [
    "someone switched it on",
    false,
    true,
    false,
    { warn: "is false, and the cluster has it on: it is left as it is, since it cannot be switched off" },
  ],
  [
    "off, said for the first time",
    false,
    true,
    undefined,
    { warn: "is false, and the cluster has it on: it is left as it is, since it cannot be switched off" },
  ],
])("RRSA: %s", (_, wanted, actual, wish, verdict) => {
  expect(rrsa({ wanted, actual, wish })).toEqual(verdict);
});

test("an edit of the version: refused downward, whatever the cluster runs", () => {
  const refused = (from: string, to: string) =>
    `cannot go back from ${from} to ${to}: set it to "${from}" or later, or take it out`;
  expect([
    neverDown("1.33", "1.32"),
    neverDown("1.33.3-aliyun.1", "1.33.1"),
    neverDown("1.33.3-aliyun.1", "1.33"),
    neverDown("1.33", "1.33.1-aliyun.1"),
    neverDown("1.33", "1.35"),
  ]).toEqual([refused("1.33", "1.32"), refused("1.33.3-aliyun.1", "1.33.1"), undefined, undefined, undefined]);
});
