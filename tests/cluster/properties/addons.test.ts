import { addonChanges } from "../../../provider/cluster/lifecycle/changes/addons";
import {
  type Addon,
  addonVersions,
  compareAddonVersions,
  type Instance,
  instancesIn,
  observedAddons,
  olderAddon,
  recordedAddons,
  sameAddons,
} from "../../../provider/cluster/properties/addons";

const installed: Instance[] = [
  { name: "coredns", version: "v1.9.3.10", state: "active" },
  { name: "logtail-ds", version: "v1.8.4.0", state: "active", config: '{"a":1,"b":{"c":2}}' },
  { name: "hashed", version: "v1.2.3-abcdef1-aliyun", state: "active", config: "" },
];

const changes = (before: readonly Addon[], wanted: readonly Addon[], instances: readonly Instance[] = installed) =>
  addonChanges(before, wanted, instances).map(({ kind, addon }) => `${kind} ${addon.name}`);

test.each<[string, Addon[], Addon[], string[]]>([
  ["one that is there, without a version", [], [{ name: "coredns" }], []],
  ["one that is not there", [], [{ name: "knative" }], ["install knative"]],
  ["a newer version", [], [{ name: "coredns", version: "v1.11.3.5" }], ["upgrade coredns"]],
  ["the same version", [], [{ name: "coredns", version: "v1.9.3.10" }], []],
  ["an older version: it went ahead by itself", [], [{ name: "coredns", version: "v1.8.0" }], []],
  ["an equal configuration, in another spelling", [], [{ name: "logtail-ds", config: { b: { c: 2 }, a: 1 } }], []],
  ["another configuration", [], [{ name: "logtail-ds", config: '{"a":2}' }], ["configure logtail-ds"]],
  [
    "a key taken out of the configuration",
    [{ name: "logtail-ds", config: { a: 1, b: { c: 2 } } }],
    [{ name: "logtail-ds", config: { a: 1, b: {} } }],
    ["configure logtail-ds"],
  ],
  ["a key that no program wrote: the add-on's own default", [], [{ name: "logtail-ds", config: { a: 1 } }], []],
  [
    "a version that nothing orders, edited",
    [{ name: "hashed", version: "v1.2.3-abcdef1-aliyun" }],
    [{ name: "hashed", version: "v1.2.3-1234567-aliyun" }],
    ["upgrade hashed"],
  ],
  [
    "a version that nothing orders, as it was written",
    [{ name: "hashed", version: "v1.2.3-1234567-aliyun" }],
    [{ name: "hashed", version: "v1.2.3-1234567-aliyun" }],
    [],
  ],
  ["an empty configuration: not managed", [], [{ name: "logtail-ds", config: {} }], []],
  [
    "a newer version with another configuration: the upgrade carries both",
    [],
    [{ name: "logtail-ds", version: "v1.8.5.0", config: '{"a":2}' }],
    ["upgrade logtail-ds"],
  ],
  ["one that was managed and is taken out", [{ name: "coredns" }], [], ["uninstall coredns"]],
  ["one that was managed and is gone already", [{ name: "knative" }], [], []],
  ["one that is there and nobody managed", [], [], []],
  ["one that is disabled", [], [{ name: "coredns", disabled: true }], ["uninstall coredns"]],
  ["one that is disabled and is not there", [], [{ name: "knative", disabled: true }], []],
  [
    "one that was disabled and is wanted",
    [{ name: "knative", disabled: true }],
    [{ name: "knative" }],
    ["install knative"],
  ],
  [
    "all kinds: uninstalled first, since add-ons exclude each other",
    [{ name: "coredns" }],
    [{ name: "logtail-ds", config: { x: 1 } }, { name: "knative" }],
    ["uninstall coredns", "install knative", "configure logtail-ds"],
  ],
])("the changes of add-ons: %s", (_, before, wanted, expected) => {
  expect(changes(before, wanted)).toEqual(expected);
});

test("an add-on that is uninstalled goes with its last options", () => {
  const before = [{ name: "coredns", cleanupCloudResources: true }];
  expect(addonChanges(before, [], installed)).toEqual([{ kind: "uninstall", addon: before[0] }]);
});

test.each<[string, Addon[], Addon[]]>([
  [
    "as it is wanted: in the program's spelling",
    [{ name: "logtail-ds", config: '{ "b": {"c": 2}, "a": 1 }' }],
    [{ name: "logtail-ds", config: '{ "b": {"c": 2}, "a": 1 }' }],
  ],
  [
    "another configuration, as text: without the add-on's own defaults",
    [{ name: "logtail-ds", config: '{"a":2}' }],
    [{ name: "logtail-ds", config: '{"a":1}' }],
  ],
  [
    "another configuration, as an object: without the add-on's own defaults",
    [{ name: "logtail-ds", config: { a: 1, b: { c: 3 } } }],
    [{ name: "logtail-ds", config: { a: 1, b: { c: 2 } } }],
  ],
  ["no configuration, where one is wanted", [{ name: "hashed", config: { a: 2 } }], [{ name: "hashed", config: {} }]],
  [
    "another version that nothing orders: the wish stays",
    [{ name: "hashed", version: "v1.2.3-1234567-aliyun" }],
    [{ name: "hashed", version: "v1.2.3-1234567-aliyun" }],
  ],
  ["a configuration that the program leaves out", [{ name: "logtail-ds" }], [{ name: "logtail-ds" }]],
  [
    "an older version than wanted",
    [{ name: "coredns", version: "v1.11.3.5" }],
    [{ name: "coredns", version: "v1.9.3.10" }],
  ],
  [
    "a newer version than wanted: the wish stays",
    [{ name: "coredns", version: "v1.8.0" }],
    [{ name: "coredns", version: "v1.8.0" }],
  ],
  ["gone", [{ name: "knative" }, { name: "coredns" }], [{ name: "coredns" }]],
  ["disabled and not there", [{ name: "knative", disabled: true }], [{ name: "knative", disabled: true }]],
  ["disabled and there all the same", [{ name: "coredns", disabled: true }], [{ name: "coredns" }]],
  ["not disabled, in so many words", [{ name: "coredns", disabled: false }], [{ name: "coredns", disabled: false }]],
  [
    "its options of removal",
    [{ name: "coredns", cleanupCloudResources: true }],
    [{ name: "coredns", cleanupCloudResources: true }],
  ],
  ["none that nobody manages", [], []],
])("add-ons as the cluster has them: %s", (_, wishes, observed) => {
  expect(observedAddons(wishes, installed)).toEqual(observed);
});

test("an add-on whose configuration was not asked for keeps the recorded one", () => {
  expect(observedAddons([{ name: "coredns", config: { a: 1 } }], installed)).toEqual([
    { name: "coredns", config: { a: 1 } },
  ]);
});

test("what is not reported of an edited add-on stays as it was last requested", () => {
  const before = [{ name: "bare", version: "v1.0.0", config: { a: 1 } }];
  const wishes = [{ name: "bare", version: "v2.0.0", config: { a: 2 } }];
  expect(observedAddons(wishes, [{ name: "bare" }], before)).toEqual(before);
});

test("an answer's instances: those with a name, and of each what is text", () => {
  expect(instancesIn([null, 5, { version: "v1" }, { name: "a", version: 5, state: {}, config: null }])).toEqual([
    { name: "a" },
  ]);
});

test.each([
  ["v1.9.3.10", "v1.11.3.5", -1],
  ["v1.8.4.0", "1.8.4", 0],
  ["v1.9.3", "v1.9.3.1", -1],
  ["1.1.29", "1.1.28", 1],
  ["v1.9.3-aliyun.9", "v1.9.3-aliyun.10", -1],
  ["v1.9.3-aliyun.2", "v1.9.4-aliyun.1", -1],
  ["v1.9.3", "v1.9.3-aliyun.1", 0],
  ["v1.9.3-1a2b3c4-aliyun", "v1.9.3-9f8e7d6-aliyun", 0],
  ["v1.9.3-1a2b3c4-aliyun.1", "v1.9.3-9f8e7d6-aliyun.2", 0],
  ["v1.31.0-apsara.6.11.6.0123abcd", "v1.31.0-apsara.6.11.6.89efcdab", 0],
  ["v1.31.0-apsara.6.11.6.01234567", "v1.31.0-apsara.6.11.6.98765432", 0],
  ["v1.31.0-apsara.6.11.6.0123abcd", "v1.31.0-apsara.6.11.10.0123abcd", -1],
  ["v1.2.0-20261101", "v1.2.0-20261115", -1],
])("versions of add-ons are compared number by number, where they have an order: %s, %s", (a, b, expected) => {
  expect([Math.sign(compareAddonVersions(a, b)), Math.sign(compareAddonVersions(b, a))]).toEqual([
    expected,
    expected === 0 ? 0 : -expected,
  ]);
});

test("an edit back to an older version is refused; to any other it is not", () => {
  const from = [{ name: "coredns", version: "v1.11.3.5" }, { name: "knative" }];
  expect([
    olderAddon(from, [{ name: "coredns", version: "v1.9.3.10" }]),
    olderAddon(from, [{ name: "coredns", version: "v1.12.0" }]),
    olderAddon(from, [{ name: "coredns" }]),
    olderAddon(from, [{ name: "knative", version: "v1.0.0" }]),
    olderAddon(from, []),
  ]).toEqual([
    'cannot downgrade coredns from v1.11.3.5 to v1.9.3.10: set its version to "v1.11.3.5" or later, or remove the version',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("the versions of what is installed, by name", () => {
  expect([
    addonVersions({ addons: [...installed, { name: "odd" }] }),
    addonVersions({ addons: [] }),
    addonVersions({}),
  ]).toEqual([{ coredns: "v1.9.3.10", "logtail-ds": "v1.8.4.0", hashed: "v1.2.3-abcdef1-aliyun" }, {}, undefined]);
});

test.each<[Addon[], Addon[], boolean]>([
  [[{ name: "a" }, { name: "b" }], [{ name: "b" }, { name: "a" }], true],
  [[{ name: "a" }], [{ name: "a", disabled: false, cleanupCloudResources: false, config: "" }], true],
  [[{ name: "a", config: '{"x":1}' }], [{ name: "a", config: { x: 1 } }], true],
  [[{ name: "a", config: '{"x":1}' }], [{ name: "a", config: { x: "1" } }], false],
  [[{ name: "a", config: '{"x":9007199254740993}' }], [{ name: "a", config: '{"x":9007199254740992}' }], false],
  [[{ name: "a", config: '{"x":9007199254740993}' }], [{ name: "a", config: '{ "x": 9007199254740993.0 }' }], true],
  [[{ name: "a", config: '{"x":9007199254740993}' }], [{ name: "a", config: '{"x":"9007199254740993"}' }], false],
  [[{ name: "a", config: '{"x":9007199254740992}' }], [{ name: "a", config: { x: 9007199254740992 } }], true],
  [[{ name: "a", config: '{"x":1e400}' }], [{ name: "a", config: '{"x":1e401}' }], false],
  [[{ name: "a", config: '{"x":0.1}' }], [{ name: "a", config: '{"x":0.10000000000000000001}' }], false],
  [[{ name: "a", config: '{"x":1.50,"y":100}' }], [{ name: "a", config: '{"y":1e2,"x":1.5}' }], true],
  [[{ name: "a", config: '{"x":"\\"1"}' }], [{ name: "a", config: { x: '"1' } }], true],
  [[{ name: "a", version: "v1" }], [{ name: "a" }], false],
  [[{ name: "a" }], [{ name: "a", disabled: true }], false],
  [[{ name: "a" }], [{ name: "a", cleanupCloudResources: true }], false],
  [[{ name: "a" }], [{ name: "b" }], false],
  [[{ name: "a" }], [], false],
])("add-ons %j and %j are the same: %s", (a, b, expected) => {
  expect(sameAddons(a, b)).toBe(expected);
});

test("a configuration that the cluster has keeps numbers that JavaScript cannot hold", () => {
  const told = [{ name: "a", config: '{"x":9007199254740993,"y":1}' }];
  expect([
    observedAddons([{ name: "a", config: '{"x":9007199254740993}' }], told),
    observedAddons([{ name: "a", config: '{"x":9007199254740992}' }], told),
    observedAddons([{ name: "a", config: { x: 5 } }], told),
  ]).toEqual([
    [{ name: "a", config: '{"x":9007199254740993}' }],
    [{ name: "a", config: '{"x":9007199254740993}' }],
    [{ name: "a", config: { x: 9007199254740992 } }],
  ]);
});

test("of the add-ons of a state, which may hold anything, those with a name count", () => {
  const odd = [null, 1, "a", { version: "v1" }, { name: 1 }, { name: "b", version: 1 }, { name: "a", version: "v2" }];
  expect(recordedAddons(odd)).toEqual([{ name: "b" }, { name: "a", version: "v2" }]);
  expect([recordedAddons(null), recordedAddons("a"), recordedAddons({})]).toEqual([[], [], []]);
  expect(olderAddon(odd as never, [{ name: "a", version: "v1" }])).toContain("cannot downgrade a from v2 to v1");
});
