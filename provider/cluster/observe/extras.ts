import { AckError } from "../../ack/errors";
import type { Operation } from "../../ack/operations";
import type { Values } from "../../table/check";
import type { Context } from "../context/context";
import { type Addon, type Instance, instancesIn, isUnset } from "../properties/addons";
import type { Place } from "./describe";

/**
 * DescribeClusterDetail's answer, and under the names of other operations what those tell. Each of these is optional:
 * one that is denied or fails tells nothing, and what is recorded stays.
 *
 * @param recorded  the outputs or inputs that say what the program manages
 */
export async function withExtras(detail: Values, recorded: Values, place: Place, context: Context): Promise<Values> {
  const manages = (name: string) => recorded[name] !== undefined;
  const extras: Record<string, unknown> = {
    DescribeClusterResources: await clusterResources(detail, place, context),
    ...(manages("auditLog") && {
      GetClusterAuditProject: await optional("GetClusterAuditProject", { clusterid: place.id }, place, context),
    }),
    ...(manages("controlPlaneLog") && {
      CheckControlPlaneLogEnable: await optional("CheckControlPlaneLogEnable", { ClusterId: place.id }, place, context),
    }),
    ...(manages("addons") && {
      ListClusterAddonInstances: await addonInstances(recorded.addons as Addon[], place, context),
    }),
  };
  return { ...detail, ...Object.fromEntries(Object.entries(extras).filter(([, answer]) => answer !== undefined)) };
}

/** With the cluster's addresses, which tell whether there is a public one. */
async function clusterResources({ master_url }: Values, place: Place, context: Context): Promise<Values | undefined> {
  const answer = await optional("DescribeClusterResources", { ClusterId: place.id }, place, context);
  return Array.isArray(answer) ? { cluster_id: place.id, master_url, resources: answer } : undefined;
}

async function addonInstances(wishes: readonly Addon[], place: Place, context: Context): Promise<Values | undefined> {
  try {
    return { addons: await readInstances(wishes, place, context) };
  } catch (error) {
    if (error instanceof AckError) return undefined;
    throw error;
  }
}

/**
 * The installed add-ons; with their configuration where the program writes one.
 *
 * @throws AckError, also for an answer without a list: it is not the knowledge that there are none.
 */
export async function readInstances(wishes: readonly Addon[], place: Place, context: Context): Promise<Instance[]> {
  const attempt = `reading the add-ons of cluster ${place.id}`;
  const call = (operation: Operation, path: Readonly<Record<string, string>>) =>
    context
      .ack(place.region)
      .call(operation, { path: { clusterId: place.id, ...path }, attempt }, context.signal) as Promise<Values>;
  const answer = await call("ListClusterAddonInstances", {});
  if (!Array.isArray(answer.addons)) {
    const text = "the answer holds no list of add-ons";
    throw new AckError({ operation: "ListClusterAddonInstances", attempt, failing: "lost", text });
  }
  return Promise.all(
    instancesIn(answer.addons).map(async (instance) => {
      const isConfigured = wishes.some(
        ({ name, config }) => name === instance.name && config !== undefined && !isUnset(config),
      );
      if (!isConfigured) return instance;
      const told = await call("GetClusterAddonInstance", { instanceName: instance.name });
      // An answer about something else tells nothing; one without a configuration tells that there is none.
      const config = told.name === instance.name ? (told.config ?? "") : undefined;
      return typeof config === "string" ? { ...instance, config } : instance;
    }),
  );
}

async function optional(
  operation: Operation,
  path: Readonly<Record<string, string>>,
  { region, id }: Place,
  context: Context,
): Promise<unknown> {
  try {
    return await context.ack(region).call(operation, { path, attempt: `reading cluster ${id}` }, context.signal);
  } catch (error) {
    if (error instanceof AckError) return undefined;
    throw error;
  }
}
