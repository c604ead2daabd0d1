import { Simulator } from "../../../simulator";
import { rawCall } from "../signed";

const list = { action: "DescribeClustersForRegion", path: "/regions/cn-hangzhou/clusters" };
const change = { action: "TagResources", method: "PUT", path: "/tags", body: {} };

async function limited() {
  const other = { accessKeyId: "other", accessKeySecret: "other-secret", accountId: "1000000000000009" };
  const rateLimits = { readsPerSecond: 3, writesPerSecond: 1 };
  const simulator = await Simulator.start({ progression: "manual", accounts: [other], rateLimits });
  const codes = async (call: Parameters<typeof rawCall>[1], count: number) => {
    const answers = [];
    for (let asked = 0; asked < count; asked++) answers.push(await rawCall(simulator, call));
    return answers.map(({ status, body }) => (body?.Code === "Throttling.User" ? "later" : status));
  };
  return { simulator, codes, other };
}

test("reads and writes of each account are limited per second, with ACK's own error", async () => {
  const { simulator, codes, other } = await limited();
  expect(await codes(list, 5)).toEqual([200, 200, 200, "later", "later"]);
  // A write has a limit of its own; a refused one counts too.
  expect(await codes(change, 2)).toEqual([400, "later"]);
  expect(await codes({ ...list, account: other }, 1)).toEqual([200]);
  simulator.advance(400);
  expect(await codes(list, 2)).toEqual([200, "later"]);
  simulator.advance("1h");
  expect(await codes(list, 4)).toEqual([200, 200, 200, "later"]);
  await simulator.close();
});

test("without the option nothing is limited", async () => {
  const simulator = await Simulator.start();
  for (let asked = 0; asked < 50; asked++) expect((await rawCall(simulator, list)).status).toBe(200);
  await simulator.close();
});
