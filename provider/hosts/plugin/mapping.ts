import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { resourceToken } from "./tokens";

/**
 * Terraform's value types by the numbers that the bridge's mappings use.
 *
 * Source: `shim.ValueType` of pulumi-terraform-bridge v3.120.0.
 */
const types = { bool: 1, int: 2, text: 4, list: 5, map: 6 } as const;

/** An argument of Terraform's resource. */
interface Argument {
  readonly type: keyof typeof types;
  /** The input's name, where it is not the argument's name in camel case. */
  readonly name?: string;
  /** The type of a list's items, or their fields. */
  readonly items?: keyof typeof types | Readonly<Record<string, Argument>>;
}

const text: Argument = { type: "text" };
const flag: Argument = { type: "bool" };
const texts: Argument = { type: "list", items: "text" };

/**
 * The arguments of `alicloud_cs_serverless_kubernetes` that an input of a ServerlessCluster has the meaning of.
 *
 * Source: the schema of terraform-provider-alicloud v1.285.0. Not among them, since their shapes differ: `delete_options`,
 * a list of blocks there and an object here; `custom_san` and the days of `maintenance_window`, one text there and a list
 * here. Nor is what has no effect or only writes files.
 */
export const terraformArguments: Readonly<Record<string, Argument>> = {
  name: text,
  version: { type: "text", name: "kubernetesVersion" },
  cluster_spec: text,
  vpc_id: text,
  vswitch_ids: texts,
  zone_id: text,
  security_group_id: text,
  service_cidr: text,
  new_nat_gateway: { type: "bool", name: "snatEntry" },
  endpoint_public_access_enabled: { type: "bool", name: "endpointPublicAccess" },
  private_zone: flag,
  service_discovery_types: texts,
  time_zone: { type: "text", name: "timezone" },
  resource_group_id: text,
  deletion_protection: flag,
  enable_rrsa: flag,
  logging_type: text,
  tags: { type: "map", items: "text" },
  addons: { type: "list", items: { name: text, version: text, config: text, disabled: flag } },
  retain_resources: texts,
};

/** Terraform's side: what is written in a program. */
function shim({ type, items }: Argument): object {
  const element =
    typeof items === "string" ? { schema: { type: types[items] } } : items && { resource: each(items, shim) };
  return { type: types[type], optional: true, ...(element && { element }) };
}

/** Pulumi's side: what differs from the names that follow from Terraform's. */
function info({ name, items }: Argument): object {
  const fields = typeof items === "object" ? { element: { fields: each(items, info) } } : {};
  return { ...(name !== undefined && { name }), ...fields };
}

function each<T>(all: Readonly<Record<string, Argument>>, map: (one: Argument) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, map(one)]));
}

const source = { conversion: "terraform", provider: "alicloud", type: "alicloud_cs_serverless_kubernetes" } as const;

/** The mapping in the form of pulumi-terraform-bridge, which Pulumi's converter from Terraform reads. */
function terraformMapping(version: string): object {
  return {
    name: "ack-serverless",
    version,
    provider: { resources: { [source.type]: each(terraformArguments, shim) } },
    resources: { [source.type]: { tok: resourceToken, fields: each(terraformArguments, info), idFields: null } },
  };
}

/** Which providers of another tool this plugin takes resources over from. */
export function mappings(request: proto.GetMappingsRequest): proto.GetMappingsResponse {
  const response = new proto.GetMappingsResponse();
  if (request.getKey() === source.conversion) response.setProvidersList([source.provider]);
  return response;
}

/** How such resources are written with this plugin; empty for what it does not take over. */
export function mapping(request: proto.GetMappingRequest, version: string): proto.GetMappingResponse {
  const response = new proto.GetMappingResponse();
  const isAsked = request.getProvider() === "" || request.getProvider() === source.provider;
  if (request.getKey() !== source.conversion || !isAsked) return response;
  response.setProvider(source.provider);
  response.setData(new TextEncoder().encode(JSON.stringify(terraformMapping(version))));
  return response;
}
