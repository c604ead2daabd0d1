import { plain } from "../../table/values";
import { inRegion } from "../context/client";
import type { Context, SharedList } from "../context/context";
import { listClusters } from "./clusters";

/** From so many waits in a region on, one list serves them all. A single list costs a page for each 50 clusters. */
const FEWEST_WAITS_TO_SHARE = 4;
/** In poll intervals. */
const LONGEST_AGE = 6;

interface Region {
  waits: number;
  /** The states by cluster id, as the last list reported them, and when it was asked for. */
  states: Promise<ReadonlyMap<string, string>>;
  askedAt: number;
}

/**
 * The shared list of a run. A list lags behind, so no wait ends by it: it shows that a cluster is still on its way, or that
 * the cluster is worth describing. A cluster that it lacks is watched as if there were no list.
 */
export function sharedList(): SharedList {
  const regions = new Map<string, Region>();
  return {
    enter({ region }) {
      const entry = regions.get(region) ?? { waits: 0, states: Promise.resolve(new Map()), askedAt: -Infinity };
      regions.set(region, entry);
      entry.waits += 1;
      return () => {
        entry.waits -= 1;
      };
    },

    /** By a list of at most one poll interval's age. */
    async stateOf({ region, id }, context) {
      const entry = regions.get(region);
      if (entry === undefined || entry.waits < FEWEST_WAITS_TO_SHARE) return undefined;
      const now = context.clock.now();
      const longestAge = context.settings.pollIntervalMs * Math.min(LONGEST_AGE, Math.log2(entry.waits));
      if (now - entry.askedAt >= longestAge) {
        entry.askedAt = now;
        // Operations with less time wait for it too: it takes no pause beyond the time for which it would serve.
        const deadline = Math.min(context.deadline, now + longestAge);
        entry.states = listStates(region, { ...context, deadline });
      }
      return (await entry.states).get(id);
    },
  };
}

async function listStates(region: string, context: Context): Promise<ReadonlyMap<string, string>> {
  try {
    const client = inRegion(region, `watching the clusters of ${region}`, context);
    const clusters = await listClusters({ profile: "Serverless" }, client);
    return new Map(clusters.map(({ cluster_id, state }) => [plain(cluster_id), plain(state)]));
  } catch (error) {
    if (context.signal?.aborted) throw error;
    // Each wait then watches its own cluster.
    return new Map();
  }
}
