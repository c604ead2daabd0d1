import { type Bench, recorded } from "./cluster";

/** One cluster for each resource, the one that the state holds, and as the program wants it. */
export function expectTrue({ simulator, stack, wishes }: Bench): void {
  const clusters = simulator.clusters();
  expect(clusters.map(({ cluster_id }) => cluster_id).sort()).toEqual(
    Object.keys(wishes)
      .map((name) => recorded(stack, name).id)
      .sort(),
  );
  for (const [name, { tags }] of Object.entries(wishes)) {
    const { id, outputs, initErrors = [] } = recorded(stack, name);
    expect([name, outputs?.state, initErrors]).toEqual([name, "running", []]);
    const found = clusters.find(({ cluster_id }) => cluster_id === id)?.tags ?? [];
    const own = Object.fromEntries(found.map(({ key, value }) => [key, value]));
    expect(own["pulumi-ack-serverless"]).toMatch(/^owned:/);
    for (const [key, value] of Object.entries((tags ?? {}) as Record<string, string>)) expect(own[key]).toBe(value);
  }
}

/** How many creations the cloud has accepted. A request that a cut connection kept from being handled has no status. */
export function acceptedCreates({ simulator }: Pick<Bench, "simulator">): number {
  return simulator.requests("CreateCluster").filter(({ status }) => status === 200 || status === 202).length;
}
