import { plain } from "../../table/shapes";
import type { Context } from "../context/context";
import { list, type Place } from "./describe";

/** From so many waits in a region on, one list serves them all. A single list costs a page for each 50 clusters. */
const FEWEST_WAITS_TO_SHARE = 4;

interface Region {
  waits: number;
  /** The states by cluster id, as the last list told them, and when it was asked for. */
  states: Promise<ReadonlyMap<string, string>>;
  askedAt: number;
}

/**
 * What a list tells of many awaited clusters at once. A list lags behind, so it only ever says that a cluster is still on
 * its way: anything else is looked at closely.
 */
export class Watch {
  private readonly regions = new Map<string, Region>();

  /** Counts a wait in, until the returned function is called. */
  enter({ region }: Place): () => void {
    const entry = this.regions.get(region) ?? {
      waits: 0,
      states: Promise.resolve(new Map()),
      askedAt: Number.NEGATIVE_INFINITY,
    };
    this.regions.set(region, entry);
    entry.waits += 1;
    return () => {
      entry.waits -= 1;
    };
  }

  /** The cluster's state as a list of at most one poll interval's age tells it; `undefined` where a close look is due. */
  async glance({ region, id }: Place, context: Context): Promise<string | undefined> {
    const entry = this.regions.get(region);
    if (entry === undefined || entry.waits < FEWEST_WAITS_TO_SHARE) return undefined;
    const now = context.clock.now();
    const longestAge = context.settings.pollIntervalMs * Math.max(1, Math.log2(entry.waits));
    if (now - entry.askedAt >= longestAge) {
      entry.askedAt = now;
      entry.states = this.listStates(region, context);
    }
    return (await entry.states).get(id);
  }

  private async listStates(region: string, context: Context): Promise<ReadonlyMap<string, string>> {
    try {
      const clusters = await list({ profile: "Serverless" }, region, context, `watching the clusters of ${region}`);
      return new Map(clusters.map(({ cluster_id, state }) => [plain(cluster_id), plain(state)]));
    } catch (error) {
      if (context.signal?.aborted) throw error;
      // Each wait then looks for itself.
      return new Map();
    }
  }
}
