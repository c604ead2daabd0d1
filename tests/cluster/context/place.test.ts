import { readSettings } from "../../../provider/ack/settings";
import type { Context } from "../../../provider/cluster/context/context";
import { placeOf } from "../../../provider/cluster/context/place";
import { deleteCluster } from "../../../provider/cluster/lifecycle/delete";
import { read } from "../../../provider/cluster/lifecycle/read";

const id = "c0123456789abcdef0123456789abcdef";

/** A context in which every call is a fault of the test's subject. */
const asked: string[] = [];
const context: Context = {
  settings: readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {}).settings,
  clock: { now: () => 0, random: () => 0, sleep: async () => {} },
  ack: (region) => ({
    region,
    async call(operation) {
      asked.push(`${operation} ${region}`);
      throw new Error("asked");
    },
  }),
  deadline: Number.POSITIVE_INFINITY,
  report: () => {},
  warn: () => {},
  note: () => {},
};

const regions = [
  "evil.example.com#",
  "evil.example.com?",
  "cn-hangzhou.evil",
  "CN-HANGZHOU",
  "a b",
  "..",
  "127.0.0.1:80",
];

test.each(regions)("an invalid region in an id, %s: is refused before any request is signed", async (region) => {
  const words = `cluster ${region}/${id}: "${region}" is no region: write a region id such as "cn-hangzhou" before the slash`;
  asked.length = 0;
  expect(() => placeOf(`${region}/${id}`, {})).toThrow(words);
  await expect(read(`${region}/${id}`, {}, context)).rejects.toThrow(words);
  await expect(deleteCluster(`${region}/${id}`, {}, context)).rejects.toThrow(words);
  expect(asked).toEqual([]);
});

test("an invalid recorded region: is refused, too", () => {
  expect(() => placeOf(id, { regionId: "evil.example.com#" })).toThrow("is no region");
});
