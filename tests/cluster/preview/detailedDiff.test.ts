import { readSettings } from "../../../provider/ack/settings";
import { detailedDiff } from "../../../provider/cluster/preview/detailedDiff";
import { plan } from "../../../provider/cluster/preview/plan";
import type { Values } from "../../../provider/table/check";

const { settings } = readSettings(() => undefined, { ALICLOUD_REGION: "cn-hangzhou" });

/** The differences of a cluster whose program said `inputs`, which has `outputs` besides, and is to have `news`. */
function details(inputs: Values, news: Values, outputs: Values = {}): Record<string, string> {
  const olds = { state: "running", __ran: true, ...inputs, ...outputs, __inputs: Object.keys(inputs).sort() };
  return Object.fromEntries(
    [...detailedDiff(plan(olds, news, settings), olds, inputs, news)].map(([path, { kind, replaces, isInputDiff }]) => [
      path,
      `${kind}${replaces ? ", replaces" : ""}${isInputDiff ? "" : ", by what the cluster has"}`,
    ]),
  );
}

const agent = (config: object, more: object = {}) => ({ name: "logtail-ds", config, ...more });

test.each<[string, Values, Values, Record<string, string>, Values?]>([
  ["nothing", { tags: { a: "1" } }, { tags: { a: "1" } }, {}],
  [
    "tags, each by its key",
    { tags: { a: "1", "b.c": "2", d: "3" } },
    { tags: { a: "0", d: "3", e: "4" } },
    { "tags.a": "update", 'tags["b.c"]': "delete", "tags.e": "add" },
  ],
  [
    "tags named as what every object inherits",
    { tags: { a: "1" } },
    { tags: JSON.parse('{"a":"1","constructor":"2","__proto__":"3"}') },
    { "tags.constructor": "add", "tags.__proto__": "add" },
  ],
  ["all tags taken out", { tags: { a: "1" } }, {}, { tags: "delete" }],
  [
    "a field of an add-on's configuration",
    { addons: [agent({ level: "info", keep: 1 })] },
    { addons: [agent({ level: "debug", keep: 1 })] },
    { "addons[0].config.level": "update" },
  ],
  [
    "another add-on at the end",
    { addons: [agent({})] },
    { addons: [agent({}), { name: "arms" }] },
    { "addons[1]": "add" },
  ],
  [
    "an add-on at the front, which moves the others",
    { addons: [agent({})] },
    { addons: [{ name: "arms" }, agent({})] },
    { addons: "update" },
  ],
  ["a list without an order", { vswitchIds: ["vsw-a"] }, { vswitchIds: ["vsw-b"] }, { vswitchIds: "update" }],
  [
    "what only a new cluster can have",
    { serviceCidr: "172.21.0.0/20" },
    { serviceCidr: "172.22.0.0/20" },
    { serviceCidr: "update, replaces" },
  ],
  [
    "a cluster that changed by itself",
    { name: "a" },
    { name: "a" },
    { name: "update, by what the cluster has" },
    { name: "b" },
  ],
  [
    "a cluster on its way",
    { name: "a" },
    { name: "a" },
    { state: "update, by what the cluster has" },
    { state: "updating" },
  ],
  [
    "a cluster whose creation failed",
    { name: "a" },
    { name: "a" },
    { state: "delete, replaces, by what the cluster has" },
    { state: "failed", __ran: false },
  ],
  [
    "hidden facts",
    { name: "a" },
    { name: "a", __timeouts: { create: 1 }, __provider: "new" },
    {},
    { __provider: "old" },
  ],
])("%s", (...[, inputs, news, expected, outputs]) => {
  expect(details(inputs, news, outputs)).toEqual(expected);
});
