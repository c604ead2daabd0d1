import type { Values } from "../../table/check";
import { plain } from "../../table/shapes";
import type { Context } from "../context/context";
import { parseConfig } from "../properties/addons";

/** What ACK tells of an add-on that it offers. */
export interface OfferedAddon {
  readonly name?: string;
  readonly version?: string;
  /** The JSON schema of its configuration; absent where ACK gives none. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** What may be done with it, such as `Uninstall`. */
  readonly actions?: readonly string[];
}

/**
 * Describes one add-on. Source: DescribeAddon.
 *
 * @param query  the cluster that it is for, or what a new one is like
 */
export async function describeAddon(
  name: string,
  query: Readonly<Record<string, string>>,
  region: string,
  attempt: string,
  context: Context,
): Promise<OfferedAddon> {
  const answer = (await context
    .ack(region)
    .call("DescribeAddon", { path: { addonName: name }, query, attempt }, context.signal)) as Values;
  const schema = parseConfig(answer.config_schema);
  return {
    ...(typeof answer.name === "string" && { name: answer.name }),
    ...(typeof answer.version === "string" && { version: answer.version }),
    ...(schema !== undefined && { schema }),
    ...(Array.isArray(answer.supported_actions) && { actions: answer.supported_actions.map(plain) }),
  };
}
