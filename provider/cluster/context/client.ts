import type { Request } from "../../ack/client";
import type { Operation } from "../../ack/operations";
import type { Values } from "../../table/check";
import { objectsIn } from "../../table/values";
import type { Context } from "./context";
import type { Place } from "./place";

/** The parts of a call that its client does not know. */
export type Parts = Omit<Request, "attempt">;

/** ACK in one region, for one attempt: the error of each call names the attempt. */
export interface Client {
  readonly context: Context;
  readonly region: string;
  /** What is being tried: `creating cluster "demo"`. */
  readonly attempt: string;
  /**
   * @returns the answer; `{}` for an operation without one
   * @throws AckError
   */
  call(operation: Operation, parts?: Parts): Promise<Values>;
  /**
   * For an operation that answers with a bare list.
   *
   * @returns the objects of the list; `undefined` where the answer is no list
   * @throws AckError
   */
  list(operation: Operation, parts?: Parts): Promise<readonly Values[] | undefined>;
}

/** ACK on one cluster, for one attempt: each call has the cluster's id in its path. */
export interface ClusterClient extends Client {
  readonly place: Place;
}

export function inRegion(region: string, attempt: string, context: Context): Client {
  return client(region, attempt, {}, context);
}

export function at(place: Place, attempt: string, context: Context): ClusterClient {
  const { region, id } = place;
  // Operations spell the parameter in three ways, and each takes the one that its path names.
  return { ...client(region, attempt, { ClusterId: id, clusterId: id, clusterid: id }, context), place };
}

function client(region: string, attempt: string, path: NonNullable<Parts["path"]>, context: Context): Client {
  const send = (operation: Operation, parts: Parts = {}) =>
    context
      .ack(region)
      .call(
        operation,
        { deadline: context.deadline, ...parts, path: { ...path, ...parts.path }, attempt },
        context.signal,
      );
  return {
    context,
    region,
    attempt,
    call: async (...request) => (await send(...request)) as Values,
    list: async (...request) => {
      const answer = await send(...request);
      return Array.isArray(answer) ? objectsIn(answer) : undefined;
    },
  };
}
