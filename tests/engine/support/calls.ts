import type { RecordedRequest, Simulator } from "../../../simulator";
import { type Bench, type BenchOptions, bench, quick, recorded, type Wishes } from "./cluster";

/** One call that could change something: its operation, and what it carried. */
export type Call = readonly [operation: string, carried: unknown];

const ownershipTag = "pulumi-ack-serverless";

/** A bench for many clusters at once: calls are not held back. */
export async function wideBench(wishes: Wishes, { config, simulation, ...more }: BenchOptions = {}): Promise<Bench> {
  const life = await bench(wishes, {
    config: { ...quick, "ack-serverless:readsPerSecond": "5000", "ack-serverless:writesPerSecond": "5000", ...config },
    simulation: { clusterQuota: 200, ...simulation },
    ...more,
  });
  showKeyChanges(life.simulator);
  return life;
}

/**
 * Lets a cluster whose Secrets get another key be `updating` for one look: the provider waits a minute of real time for one
 * that never is, and in a simulator without delays it is over before the first look.
 */
function showKeyChanges(simulator: Simulator): void {
  const changes = new Map<string, RecordedRequest>();
  simulator.onRequest((request) => {
    const id = /^\/clusters\/([^/]+)/.exec(request.path)?.[1] ?? "";
    if (request.operation === "UpdateKMSEncryption") changes.set(id, request);
    if (request.operation !== "DescribeClusterDetail") return;
    const isChanged = (changes.get(id)?.status ?? 400) < 300;
    const state = simulator.clusters().find(({ cluster_id }) => cluster_id === id)?.state;
    if (isChanged && state === "running") simulator.setState(id, "updating");
    else if (isChanged) {
      changes.delete(id);
      simulator.setState(id, "running");
    }
  });
}

/** The id of a cluster, as the state has it. */
export function idOf({ stack }: Pick<Bench, "stack">, name: string): string {
  return String(recorded(stack, name).id);
}

/** A cluster as the simulator has it. @throws Error when there is none with that id */
export function clusterOf(simulator: Simulator, id: string): ReturnType<Simulator["clusters"]>[number] {
  const found = simulator.clusters().find(({ cluster_id }) => cluster_id === id);
  if (found === undefined) throw new Error(`the simulator has no cluster ${id}`);
  return found;
}

/** All requests that could change something, and that arrived while `action` went on. */
export async function writing(simulator: Simulator, action: () => Promise<unknown>): Promise<RecordedRequest[]> {
  const before = simulator.requests().length;
  await action();
  return simulator
    .requests()
    .slice(before)
    .filter(({ method, operation }) => method !== "GET" && operation !== "GetCallerIdentity");
}

/**
 * What the requests did to one cluster, known by its ids (two, when it was replaced) and its name. Ids are written `ID`;
 * the tag by which the provider knows its own clusters is left out.
 */
export function callsTo(requests: readonly RecordedRequest[], ids: readonly string[], name?: string): Call[] {
  return requests
    .filter(
      ({ path, query, body }) =>
        (name !== undefined && (body as { name?: string } | undefined)?.name === name) ||
        ids.some((id) => `${path} ${JSON.stringify([query, body])}`.includes(id)),
    )
    .map(({ operation = "", query, body }): Call => {
      const text = JSON.stringify(body ?? query);
      return [operation, withoutOwnershipTag(JSON.parse(ids.reduce((all, id) => all.replaceAll(id, "ID"), text)))];
    })
    .filter(([operation, carried]) => operation !== "TagResources" || (carried as Tagged).tags?.length !== 0);
}

interface Tagged {
  readonly tags?: readonly { readonly key: string }[];
}

function withoutOwnershipTag(carried: Tagged): unknown {
  if (!Array.isArray(carried.tags)) return carried;
  const tags = carried.tags.filter(({ key }) => key !== ownershipTag);
  return { ...carried, tags };
}
