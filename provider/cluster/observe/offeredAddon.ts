import { plain, textOf } from "../../table/values";
import type { Client } from "../context/client";
import { parseConfig } from "../properties/addons";

/** An add-on that ACK offers. */
export interface OfferedAddon {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  /** The JSON schema of its configuration; absent where ACK gives none. */
  readonly schema?: Readonly<Record<string, unknown>> | undefined;
  /** ACK gives a schema, and it is not the JSON text of an object. */
  readonly hasUnreadableSchema?: boolean;
  /** What may be done with it, such as `Uninstall`. */
  readonly actions?: readonly string[] | undefined;
}

/**
 * Describes one add-on. Source: DescribeAddon.
 *
 * @param query  the cluster that it is for, or what a new one is like
 */
export async function describeAddon(
  name: string,
  query: Readonly<Record<string, string>>,
  client: Client,
): Promise<OfferedAddon> {
  const answer = await client.call("DescribeAddon", { path: { addonName: name }, query });
  const schema = parseConfig(answer.config_schema);
  return {
    name: textOf(answer.name),
    version: textOf(answer.version),
    schema,
    hasUnreadableSchema: schema === undefined && textOf(answer.config_schema) !== undefined,
    actions: Array.isArray(answer.supported_actions) ? answer.supported_actions.map(plain) : undefined,
  };
}
