import type { Values } from "../../table/check";
import { mapOfText, text } from "../../table/shapes";
import { objectsIn } from "../../table/values";
import { inRegion } from "../context/client";
import type { Context } from "../context/context";
import { listClusters } from "../observe/clusters";
import { isServerless } from "../observe/describe";
import { reportedBy } from "../state/outputs";
import { clusterInfo, infoOf } from "./clusterInfo";
import type { ArgumentsOf } from "./packageFunction";
import { packageFunction, word } from "./packageFunction";
import { oneRegion, regionFor } from "./subject";

export const getClusters = packageFunction({
  name: "getClusters",
  doc: "Lists a region's clusters, every page of them: those of a name, with tags, of a profile, in a state. Lists lag by up to ten seconds and hold less of a cluster than `getCluster`: neither addresses nor settings.",
  throws: "a wrong argument",
  sources: ["DescribeClustersForRegion"],
  arguments: {
    name: { shape: word, doc: "The exact name." },
    tags: { shape: mapOfText([]), doc: "Tags that the cluster must have, each with this value." },
    profile: {
      shape: text('a profile such as "Serverless", or "any"', /\S/),
      doc: "`Serverless`, another profile such as `Default`, or `any`. Default: `Serverless`.",
    },
    state: { shape: text('a state such as "running"', /\S/), doc: "The state, such as `running`." },
    ...oneRegion,
  },
  answer: { ...clusterInfo, list: { name: "clusters", doc: "The clusters, as far as a list reports them." } },
  async call({ name, tags = {}, profile = "Serverless", state, regionId }, context) {
    const region = regionFor("getClusters", regionId, context);
    const client = inRegion(region, `listing the clusters of ${region}`, context);
    const found = await listClusters(name === undefined ? {} : { name }, client);
    return found
      .filter((cluster) => name === undefined || cluster.name === name)
      .filter((cluster) => state === undefined || cluster.state === state)
      .filter((cluster) => hasProfile(cluster, profile) && hasTags(cluster, tags))
      .map((cluster) => infoOf(reportedBy(cluster), region));
  },
});

function hasProfile(cluster: Values, profile: string): boolean {
  if (profile === "any") return true;
  return profile === "Serverless" ? isServerless(cluster) : cluster.profile === profile;
}

function hasTags({ tags }: Values, wanted: Readonly<Record<string, string>>): boolean {
  const present = objectsIn(tags);
  return Object.entries(wanted).every(([key, value]) =>
    present.some((tag) => tag.key === key && (tag.value ?? "") === value),
  );
}

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
