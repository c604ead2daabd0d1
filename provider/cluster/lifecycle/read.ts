import type { Values } from "../../table/check";
import { show } from "../../table/values";
import { type Context, within } from "../context/context";
import { hiding } from "../context/hiding";
import { placeOf } from "../context/place";
import { callerAccount } from "../observe/clusters";
import { assertServerless, describeUnlessGone, describeUnrecorded, reading } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { factsOf } from "../state/facts";
import { createOnlyDrift, inputsOf, outputsOf } from "../state/outputs";
import { recordedOf } from "../state/recorded";
import { inOtherZone, otherZone, withOtherZone } from "./otherZone";

/** A cluster as it was read. */
export interface Read {
  /** In the form that was asked for: the engine compares it with the program's import option, and replaces on a difference. */
  readonly id: string;
  readonly outputs: Record<string, unknown>;
  readonly inputs: Record<string, unknown>;
}

/**
 * Reads a cluster.
 *
 * @returns `undefined` for a recorded cluster that is proven gone.
 * @throws Problem for a cluster that is not there and was never recorded, and for one that is not Serverless.
 */
export async function read(id: string, olds: Values, outer: Context): Promise<Read | undefined> {
  const context = within("read", factsOf(olds).timeouts, hiding(outer, olds));
  const place = placeOf(id, { regionId: context.settings.region, ...olds });
  const client = reading(place, context);
  const fresh = recordedOf(olds).isRecorded ? await describeUnlessGone(client) : await describeUnrecorded(client);
  if (fresh === undefined) return undefined;
  assertServerless(fresh);
  // Until a cluster has run, its creation has not compared the zone that ACK chose.
  const zone = factsOf(olds).hasRun === true ? undefined : otherZone(fresh, olds);
  if (zone !== undefined) context.warn(inOtherZone(zone, { place, news: olds }).message);
  for (const { property, recorded, reported } of createOnlyDrift(fresh, olds)) {
    if (property === zone?.property) continue;
    context.warn(
      `${property} is recorded as ${show(recorded)}, but the cluster has ${show(reported)}: the record is kept, since a change would replace the cluster`,
    );
  }
  const accountId = olds.accountId ?? (await callerAccount(client));
  const recorded = { ...olds, accountId, regionId: place.region };
  const extended = await withExtras(fresh, recorded, place, context);
  const outputs = withOtherZone(outputsOf(extended, recorded, {}, context.settings), zone);
  return { id, outputs, inputs: inputsOf(outputs) };
}
