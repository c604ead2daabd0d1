import { plain } from "../table/shapes";
import type { Context } from "./context";
import { isServerless, list } from "./look";
import { Problem } from "./problem";

/** The Serverless clusters of the provider's region, for those who look for one to import. */
export async function inventory(context: Context): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { region } = context.settings;
  const attempt = "listing clusters";
  if (region === undefined) throw new Problem(`${attempt}: the provider's region is not set`);
  const clusters = await list({}, region, context, attempt);
  return clusters.filter(isServerless).map(({ cluster_id, name }) => ({ id: plain(cluster_id), name: plain(name) }));
}
