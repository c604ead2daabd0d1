import { propertyPath, type Values, withoutUnset } from "../table/check";
import { type Field, flag, mapOfText, record, text, wholeNumber } from "../table/shapes";
import type { Context } from "./context";
import { Problem } from "./problem";
import * as shapes from "./shapes";
import { version } from "./version";

/** What the arguments of queries may be. Sources: the API reference of each operation. */
const fields = {
  clusterId: { shape: shapes.clusterId, doc: "The cluster's id, or `<region>/<cluster id>`." },
  regionId: { shape: shapes.regionId, doc: "The region. Default: the provider's." },
  name: { shape: text("text", /\S/), doc: "A name." },
  addonName: { shape: text('an add-on\'s name such as "logtail-ds"', /^[A-Za-z0-9][A-Za-z0-9_.-]*$/), doc: "A name." },
  tags: { shape: mapOfText([]), doc: "Tags that a cluster must have." },
  profile: { shape: text('a profile such as "Serverless", or "any"', /\S/), doc: "The profile of a cluster." },
  state: { shape: text('a state such as "running"', /\S/), doc: "The state of a cluster." },
  privateNetwork: { shape: flag, doc: "Whether the address is the one in the VPC." },
  ttlMinutes: { shape: wholeNumber(15, 4320), doc: "Minutes that a credential is valid." },
  creatable: { shape: flag, doc: "Whether only versions of new clusters are told." },
  version: { shape: version, doc: "A Kubernetes version, or the beginning of one." },
  addonVersion: { shape: text('an add-on version such as "v1.11.3.5"', /\S/), doc: "An add-on's version." },
  clusterSpec: { shape: text('an edition such as "ack.pro.small"', /^ack\./), doc: "An edition." },
  withAddonResources: { shape: flag, doc: "Whether resources that add-ons made are told." },
} as const satisfies Readonly<Record<string, Field>>;

type Argument = keyof typeof fields;

/**
 * Judges a query's arguments before any call.
 *
 * @param takes     each argument's name, and what it may be
 * @param required  the names of those that must be there
 * @returns the arguments without those that are not set
 * @throws Problem that names each argument at fault: `getKubeconfig: ttlMinutes must be …`
 */
export function checkArguments<A extends object>(
  query: string,
  args: A,
  takes: { readonly [name in keyof A]-?: Argument },
  required: readonly (keyof A)[] = [],
): A {
  const of = Object.fromEntries(
    Object.entries<Argument>(takes).map(([name, argument]) => [
      name,
      required.includes(name as keyof A) ? { ...fields[argument], required: true as const } : fields[argument],
    ]),
  );
  const given = withoutUnset(args as Values);
  const issues = record(query, of).zod.safeParse(given).error?.issues ?? [];
  if (issues.length > 0) {
    throw new Problem(issues.map(({ path, message }) => `${query}: ${propertyPath(path)} ${message}`).join("\n"));
  }
  return given as A;
}

/**
 * The region that a query is about: its argument, or the provider's.
 *
 * @throws Problem when there is neither.
 */
export function regionOf(query: string, regionId: string | undefined, { settings }: Context): string {
  const region = regionId ?? settings.region;
  if (region !== undefined) return region;
  throw new Problem(
    `${query}: regionId must be set, or the provider's region: the stack configuration "alicloud:region", a Provider's region, or the environment variable ALICLOUD_REGION`,
  );
}
