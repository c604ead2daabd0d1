import type { Context } from "../context/context";
import { getClusters } from "./getClusters";
import type { ArgumentsOf } from "./packageFunction";

const { profile: _always, ...filters } = getClusters.arguments;

/** By what clusters to import can be looked for. */
export const inventoryFilters = filters;

/**
 * The Serverless clusters of a region, for those who look for one to import: each with the id that it is imported by.
 *
 * @throws Problem for a wrong filter; AckError.
 */
export async function inventory(
  filter: Omit<ArgumentsOf<typeof getClusters>, "profile">,
  context: Context,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const clusters = await getClusters.call(filter, context);
  return clusters.map(({ clusterId, regionId, name }) => ({
    id: regionId === context.settings.region ? clusterId : `${regionId}/${clusterId}`,
    name,
  }));
}
