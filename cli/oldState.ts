import { isObject, objectsIn, plain } from "../provider/table/values";
import type { MigrateAnswer } from "./answers";
import { UsageFault } from "./exit";

/** A Serverless cluster that another tool's state holds. */
export type OldCluster = MigrateAnswer[number]["old"];

/** Whether a type stands for Serverless clusters always, or only where its profile says so. */
type Kinds = ReadonlyMap<unknown, "always" | "profile">;

const pulumiTypes: Kinds = new Map([
  ["alicloud:cs/serverlessKubernetes:ServerlessKubernetes", "always"],
  ["alicloud:cs/managedKubernetes:ManagedKubernetes", "profile"],
]);
const terraformTypes: Kinds = new Map([
  ["alicloud_cs_serverless_kubernetes", "always"],
  ["alicloud_cs_managed_kubernetes", "profile"],
]);

type Json = Record<string, unknown>;

/**
 * The Serverless clusters in a Pulumi state export or a Terraform state: `pulumi stack export`, `terraform.tfstate`
 * (version 4), `terraform show -json`.
 *
 * @throws UsageFault when the text is neither
 */
export function oldClusters(text: string, file: string): OldCluster[] {
  const state = parsed(text);
  if (isObject(state)) {
    const deployment = state.deployment ?? (isObject(state.checkpoint) ? state.checkpoint.latest : undefined);
    if (isObject(deployment)) return pulumiClusters(objectsIn(deployment.resources));
    if (isObject(state.values)) return shownClusters(state.values.root_module);
    if (typeof state.terraform_version === "string") return terraformClusters(objectsIn(state.resources));
  }
  throw new UsageFault(
    `${file} is neither a Pulumi state export ("pulumi stack export --file state.json") nor a Terraform state (terraform.tfstate, or "terraform show -json")`,
  );
}

function pulumiClusters(resources: readonly Json[]): OldCluster[] {
  return (
    resources
      .filter((resource) => isServerless(pulumiTypes.get(resource.type), resource.inputs, resource.outputs))
      // The old program cannot hand over a resource that it only read, or one that awaits its deletion.
      .filter((resource) => resource.external !== true && resource.delete !== true)
      .map((resource) => {
        const provider = resources.find(({ urn, id }) => `${plain(urn)}::${plain(id)}` === resource.provider);
        const region = textIn("region", provider?.inputs, provider?.outputs);
        const urn = plain(resource.urn);
        return {
          tool: "pulumi",
          address: urn,
          id: plain(resource.id),
          name: urn.split("::").slice(3).join("::"),
          ...(region !== undefined && { region }),
        };
      })
  );
}

function terraformClusters(resources: readonly Json[]): OldCluster[] {
  return resources
    .filter(({ mode, type }) => mode !== "data" && terraformTypes.has(type))
    .flatMap((resource) =>
      objectsIn(resource.instances).flatMap((instance) => {
        const index = instance.index_key === undefined ? "" : `[${JSON.stringify(instance.index_key)}]`;
        const module = typeof resource.module === "string" ? `${resource.module}.` : "";
        const address = `${module}${plain(resource.type)}.${plain(resource.name)}${index}`;
        return terraformCluster(address, plain(resource.type), plain(resource.name), instance.attributes);
      }),
    );
}

function shownClusters(module: unknown): OldCluster[] {
  if (!isObject(module)) return [];
  const own = objectsIn(module.resources)
    .filter(({ mode }) => mode !== "data")
    .flatMap(({ address, type, name, values }) => terraformCluster(plain(address), plain(type), plain(name), values));
  return [...own, ...objectsIn(module.child_modules).flatMap(shownClusters)];
}

/** Terraform's state does not hold a provider's region, but the zone of a cluster begins with it. */
function terraformCluster(address: string, type: string, name: string, attributes: unknown): OldCluster[] {
  const id = textIn("id", attributes);
  if (id === undefined || !isServerless(terraformTypes.get(type), attributes)) return [];
  const region =
    textIn("region_id", attributes) ??
    /^(cn-[a-z]+)-[a-z]$|^([a-z]+-[a-z]+-\d+)[a-z]$/.exec(textIn("zone_id", attributes) ?? "");
  const known = typeof region === "string" ? region : (region?.[1] ?? region?.[2]);
  return [{ tool: "terraform", address, id, name, ...(known !== undefined && { region: known }) }];
}

function isServerless(kind: "always" | "profile" | undefined, ...values: unknown[]): boolean {
  if (kind === undefined) return false;
  return kind === "always" || textIn("profile", ...values) === "Serverless";
}

/** The first text under that name in the values. */
function textIn(name: string, ...values: unknown[]): string | undefined {
  for (const value of values) {
    const text = isObject(value) ? value[name] : undefined;
    if (typeof text === "string" && text !== "") return text;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
