import { propertyPath, type Values, withoutUnset } from "../table/check";
import { flag, mapOfText, record, text, wholeNumber } from "../table/shapes";
import type { Context } from "./context";
import { Problem } from "./problem";
import * as shapes from "./shapes";
import { version } from "./version";

/** What the arguments of queries may be. Sources: the API reference of each operation. */
const shapeOf = {
  clusterId: shapes.clusterId,
  regionId: shapes.regionId,
  name: text("text", /\S/),
  addonName: text('an add-on\'s name such as "logtail-ds"', /^[A-Za-z0-9][A-Za-z0-9_.-]*$/),
  tags: mapOfText([]),
  profile: text('a profile such as "Serverless", or "any"', /\S/),
  state: text('a state such as "running"', /\S/),
  privateNetwork: flag,
  ttlMinutes: wholeNumber(15, 4320),
  creatable: flag,
  version,
  addonVersion: text('an add-on version such as "v1.11.3.5"', /\S/),
  clusterSpec: text('an edition such as "ack.pro.small"', /^ack\./),
  withAddonResources: flag,
};

type Argument = keyof typeof shapeOf;

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
      // No schema tells of arguments, so that nobody would read a text on one.
      { shape: shapeOf[argument], doc: "", ...(required.includes(name as keyof A) && { required: true as const }) },
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
