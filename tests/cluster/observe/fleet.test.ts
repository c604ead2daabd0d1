import { measure } from "../../../bench/fleet";

/** The simulator's own: the length of a creation, and the limit of calls that write. */
const CREATION_MINUTES = 4;
const WRITES_PER_MINUTE = 120;

test("clusters that are created at once are all there within 5 % of what the limit of writes allows", async () => {
  const clusters = 50;
  const [created] = await measure(clusters);
  const leastMinutes = CREATION_MINUTES + clusters / WRITES_PER_MINUTE;
  expect((created?.simulatedMinutes ?? Number.POSITIVE_INFINITY) / leastMinutes).toBeLessThan(1.05);
  expect(created).toMatchObject({ throttled: 0, calls: { CreateCluster: clusters, GetCallerIdentity: 1 } });
});
