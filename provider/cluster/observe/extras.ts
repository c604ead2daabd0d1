import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { objectsIn, plain } from "../../table/values";
import type { ClusterClient } from "../context/client";
import { at } from "../context/client";
import type { Context } from "../context/context";
import type { Place } from "../context/place";
import { type Addon, type Instance, instancesIn, isUnset } from "../properties/addons";
import { reading } from "./describe";

/**
 * DescribeClusterDetail's answer, with the answers of other operations under their names. Each of these is optional: one
 * that is denied or fails reports nothing, and the recorded values stay.
 *
 * @param recorded  the outputs or inputs, which show what the program manages
 */
export async function withExtras(detail: Values, recorded: Values, place: Place, context: Context): Promise<Values> {
  const client = reading(place, context);
  const manages = (name: string) => (recorded[name] ?? undefined) !== undefined;
  const extras: Record<string, unknown> = {
    DescribeClusterResources: await clusterResources(detail, client),
    ...(manages("auditLog") && {
      GetClusterAuditProject: await optional(() => client.call("GetClusterAuditProject")),
    }),
    ...(manages("controlPlaneLog") && {
      CheckControlPlaneLogEnable: await optional(() => client.call("CheckControlPlaneLogEnable")),
    }),
    ...(manages("addons") && {
      ListClusterAddonInstances: await addonInstances(
        objectsIn(recorded.addons) as readonly Partial<Addon>[],
        place,
        context,
      ),
    }),
  };
  return { ...detail, ...Object.fromEntries(Object.entries(extras).filter(([, answer]) => answer !== undefined)) };
}

/** With the cluster's addresses, which show whether one is public. */
async function clusterResources({ master_url }: Values, client: ClusterClient): Promise<Values | undefined> {
  const resources = await optional(() => client.list("DescribeClusterResources"));
  return resources && { cluster_id: client.place.id, master_url, resources };
}

async function addonInstances(
  wishes: readonly Partial<Addon>[],
  place: Place,
  context: Context,
): Promise<Values | undefined> {
  const addons = await optional(() => readInstances(wishes, place, context));
  return addons && { addons };
}

async function optional<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AckError) return undefined;
    throw error;
  }
}

/**
 * The installed add-ons; with their configuration where the program writes one.
 *
 * @throws AckError, also for an answer without a list: it does not prove that there are none.
 */
export async function readInstances(
  wishes: readonly Partial<Addon>[],
  place: Place,
  context: Context,
): Promise<Instance[]> {
  const client = at(place, `reading the add-ons of cluster ${place.id}`, context);
  const answer = await client.call("ListClusterAddonInstances");
  if (!Array.isArray(answer.addons)) {
    const text = "the answer holds no list of add-ons";
    throw new AckError({ operation: "ListClusterAddonInstances", attempt: client.attempt, failing: "lost", text });
  }
  return Promise.all(
    instancesIn(answer.addons).map(async (instance) => {
      const isConfigured = wishes.some(
        ({ name, config }) => name === instance.name && config !== undefined && !isUnset(config),
      );
      if (!isConfigured) return instance;
      const own = await client.call("GetClusterAddonInstance", { path: { instanceName: instance.name } });
      // An answer about another add-on proves nothing, and one without the field proves no empty configuration.
      const isTold = own.name === instance.name && typeof own.config === "string";
      return isTold ? { ...instance, config: plain(own.config) } : instance;
    }),
  );
}
