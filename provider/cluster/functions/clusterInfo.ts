import type { operations } from "../../ack/operations";
import { isReported, type Property } from "../../table/property";
import type { Shape } from "../../table/shapes";
import { type properties, table } from "../properties/table";
import type { Answer, AnswerObject } from "./packageFunction";

type Read = {
  [Op in keyof typeof operations]: (typeof operations)[Op]["phase"] extends "read" ? Op : never;
}[keyof typeof operations];
type Properties = typeof properties;
type IsReported<P> =
  P extends Property<infer _T, infer F> ? (keyof F["at"] & Read extends never ? false : true) : false;
type Certain = "clusterId" | "regionId" | "name" | "state";
type Value<P> = P extends Property<infer T, infer _F> ? T : never;

type ReportedFields = {
  readonly [K in keyof Properties as IsReported<Properties[K]> extends true ? Exclude<K, "addons"> : never]: {
    readonly shape: Shape<Value<Properties[K]>>;
    readonly doc: string;
  } & (K extends Certain ? { readonly required: true } : object);
};

const certain: readonly string[] = ["clusterId", "regionId", "name", "state"] satisfies Certain[];

/** What is read only where it is asked for. */
export const everything = { addons: [], auditLog: true, controlPlaneLog: true };

/** A cluster as functions answer it: what some operation reports of it, without the configuration of add-ons. */
export const clusterInfo = {
  name: "ClusterInfo",
  doc: "A cluster as ACK reports it. What ACK does not report is absent. It holds no credential.",
  fields: Object.fromEntries(
    Object.entries(table)
      .filter(([name, { facts }]) => isReported(facts) && name !== "addons")
      .map(([name, { shape, facts }]) => [
        name,
        { shape, doc: facts.doc, ...(certain.includes(name) && { required: true as const }) },
      ]),
  ) as unknown as ReportedFields,
} satisfies Answer;

/** What is known, without the `null` that says there is none. */
export function infoOf(reported: Readonly<Record<string, unknown>>, region: string): AnswerObject<typeof clusterInfo> {
  const known = Object.entries(reported).filter(([, value]) => value !== null && value !== undefined);
  return { regionId: region, name: "", state: "", ...Object.fromEntries(known) } as AnswerObject<typeof clusterInfo>;
}
