import * as pulumi from "@pulumi/pulumi";
import type { ConfigNamespace } from "../provider/ack/settings";
import type { Context } from "../provider/cluster/context/context";
import type * as catalogue from "../provider/cluster/functions/catalogue";
import type * as queries from "../provider/cluster/functions/queries";
import type * as standalone from "../provider/hosts/standalone";
import { providerSettings } from "./provider";

export type {
  AddonConfigSchema,
  AddonInfo,
  GetAddonConfigSchemaArgs,
  GetAddonsArgs,
  GetKubernetesVersionsArgs,
  KubernetesVersion,
} from "../provider/cluster/functions/catalogue";
export type {
  ClusterInfo,
  ClusterResource,
  GetClusterArgs,
  GetClusterResourcesArgs,
  GetClustersArgs,
  GetKubeconfigArgs,
} from "../provider/cluster/functions/queries";

/** Whose account and which region a function uses. */
export interface FunctionOptions {
  /** A `Provider`. Default: the stack's configuration, then the environment. */
  readonly provider?: pulumi.ProviderResource | undefined;
}

/** What the plugin's form of a function adds: where the stack's configuration holds the account. Default: `alicloud`. */
export interface StackOptions extends FunctionOptions {
  readonly namespace?: ConfigNamespace | undefined;
}

/** Arguments that may come from other resources. A preview does not call while one of them is unknown. */
type Inputs<A> = { readonly [K in keyof A]: pulumi.Input<A[K]> };

/** A kubeconfig. It holds a private key. */
export interface Kubeconfig {
  /** YAML. */
  readonly config: string;
  /** When its credential ends, RFC 3339, UTC. */
  readonly expiration: string;
}

/** A kubeconfig whose text cannot be written down by accident. */
export interface ProtectedKubeconfig {
  /** YAML, as a secret. */
  readonly config: pulumi.Output<string>;
  /** When its credential ends, RFC 3339, UTC. */
  readonly expiration: string;
}

type Query<A, R> = (args: A, context: Context) => Promise<R>;

/** Loaded on first use: most programs ask nothing, and the modules behind are large. */
const load = () => ({
  ...(require("../provider/cluster/functions/queries") as typeof queries),
  ...(require("../provider/cluster/functions/catalogue") as typeof catalogue),
  ...(require("../provider/hosts/standalone") as typeof standalone),
});

/** A provider's settings; unset for those of the stack. Its keys stay in this process and make no result secret. */
function settings({ provider }: FunctionOptions): pulumi.Output<Readonly<Record<string, string>> | undefined> {
  return provider === undefined ? pulumi.output(undefined) : pulumi.unsecret(providerSettings(provider));
}

function ask<A, R>(
  query: Query<A, R>,
  args: A,
  given: Readonly<Record<string, string>> | undefined,
  { namespace }: StackOptions,
): Promise<R> {
  const config = (key: string) => (given === undefined ? pulumi.runtime.getConfig(key) : given[key]);
  const warn = (text: string) => {
    pulumi.log.warn(text);
  };
  const where = given === undefined && namespace !== undefined && { namespace };
  return query(args, load().sharedContext({ config, ...where, env: process.env, warn }));
}

async function promised<A, R>(query: Query<A, R>, args: A, options: FunctionOptions = {}): Promise<R> {
  const known = settings(options) as pulumi.Output<Readonly<Record<string, string>> | undefined> & {
    readonly isKnown: Promise<boolean>;
    promise(): Promise<Readonly<Record<string, string>> | undefined>;
  };
  if (await known.isKnown) return ask(query, args, await known.promise(), options);
  throw new Error("the provider's settings are not known yet in this preview: use the …Output form of the function");
}

function output<A, R>(query: Query<A, R>, args: Inputs<A>, options: FunctionOptions = {}): pulumi.Output<R> {
  const all = pulumi.all([pulumi.output(args), settings(options)]);
  return all.apply(([known, given]) => ask(query, known as A, given, options)) as pulumi.Output<R>;
}

/**
 * Looks up one ACK Serverless cluster.
 *
 * @throws Error for a wrong argument, a cluster that is not there, and one that is not Serverless.
 */
export function getCluster(args: queries.GetClusterArgs, options?: FunctionOptions): Promise<queries.ClusterInfo> {
  return promised((given, context) => load().getCluster(given, context), args, options);
}

/** {@link getCluster} for arguments that come from other resources. */
export function getClusterOutput(
  args: Inputs<queries.GetClusterArgs>,
  options?: FunctionOptions,
): pulumi.Output<queries.ClusterInfo> {
  return output((given, context) => load().getCluster(given, context), args, options);
}

/** Lists a region's clusters, every page of them: those of a name, with tags, of a profile, in a state. */
export function getClusters(
  args: queries.GetClustersArgs = {},
  options?: FunctionOptions,
): Promise<readonly queries.ClusterInfo[]> {
  return promised((given, context) => load().getClusters(given, context), args, options);
}

/** {@link getClusters} for arguments that come from other resources. */
export function getClustersOutput(
  args: Inputs<queries.GetClustersArgs> = {},
  options?: FunctionOptions,
): pulumi.Output<readonly queries.ClusterInfo[]> {
  return output((given, context) => load().getClusters(given, context), args, options);
}

/**
 * Fetches a kubeconfig for the account in use. Its text comes as a secret, so that it is stored nowhere unless the
 * program exports it, and then encrypted.
 *
 * @throws Error for a wrong argument, and for a cluster that has none.
 */
export async function getKubeconfig(
  args: queries.GetKubeconfigArgs,
  options?: FunctionOptions,
): Promise<ProtectedKubeconfig> {
  const { config, expiration } = await promised(
    (given, context) => load().getKubeconfig(given, context),
    args,
    options,
  );
  return { config: pulumi.secret(config), expiration };
}

/** {@link getKubeconfig} for arguments that come from other resources. All of it is a secret. */
export function getKubeconfigOutput(
  args: Inputs<queries.GetKubeconfigArgs>,
  options?: FunctionOptions,
): pulumi.Output<Kubeconfig> {
  return pulumi.secret(output((given, context) => load().getKubeconfig(given, context), args, options));
}

/** The Kubernetes versions of ACK Serverless clusters, the newest first; with `from`, what each can be upgraded to. */
export function getKubernetesVersions(
  args: catalogue.GetKubernetesVersionsArgs = {},
  options?: FunctionOptions,
): Promise<readonly catalogue.KubernetesVersion[]> {
  return promised((given, context) => load().getKubernetesVersions(given, context), args, options);
}

/** {@link getKubernetesVersions} for arguments that come from other resources. */
export function getKubernetesVersionsOutput(
  args: Inputs<catalogue.GetKubernetesVersionsArgs> = {},
  options?: FunctionOptions,
): pulumi.Output<readonly catalogue.KubernetesVersion[]> {
  return output((given, context) => load().getKubernetesVersions(given, context), args, options);
}

/** The add-ons that a cluster can have: one that is there, or a new one. */
export function getAddons(
  args: catalogue.GetAddonsArgs = {},
  options?: FunctionOptions,
): Promise<readonly catalogue.AddonInfo[]> {
  return promised((given, context) => load().getAddons(given, context), args, options);
}

/** {@link getAddons} for arguments that come from other resources. */
export function getAddonsOutput(
  args: Inputs<catalogue.GetAddonsArgs> = {},
  options?: FunctionOptions,
): pulumi.Output<readonly catalogue.AddonInfo[]> {
  return output((given, context) => load().getAddons(given, context), args, options);
}

/** The JSON schema of an add-on's configuration. */
export function getAddonConfigSchema(
  args: catalogue.GetAddonConfigSchemaArgs,
  options?: FunctionOptions,
): Promise<catalogue.AddonConfigSchema> {
  return promised((given, context) => load().getAddonConfigSchema(given, context), args, options);
}

/** {@link getAddonConfigSchema} for arguments that come from other resources. */
export function getAddonConfigSchemaOutput(
  args: Inputs<catalogue.GetAddonConfigSchemaArgs>,
  options?: FunctionOptions,
): pulumi.Output<catalogue.AddonConfigSchema> {
  return output((given, context) => load().getAddonConfigSchema(given, context), args, options);
}

/** Lists the cloud resources of a cluster. */
export function getClusterResources(
  args: queries.GetClusterResourcesArgs,
  options?: FunctionOptions,
): Promise<readonly queries.ClusterResource[]> {
  return promised((given, context) => load().getClusterResources(given, context), args, options);
}

/** {@link getClusterResources} for arguments that come from other resources. */
export function getClusterResourcesOutput(
  args: Inputs<queries.GetClusterResourcesArgs>,
  options?: FunctionOptions,
): pulumi.Output<readonly queries.ClusterResource[]> {
  return output((given, context) => load().getClusterResources(given, context), args, options);
}

/** How a cluster's own kubeconfig is fetched. */
export type ClusterKubeconfigArgs = Inputs<Pick<queries.GetKubeconfigArgs, "privateNetwork" | "ttlMinutes">>;

/** A kubeconfig of a cluster of this program, with the provider that the cluster itself has. */
export function kubeconfigOf(
  cluster: pulumi.CustomResource & { readonly regionId: pulumi.Output<string> },
  args: ClusterKubeconfigArgs = {},
): pulumi.Output<Kubeconfig> {
  // Pulumi keeps it there for calls of a resource's own methods; it came from the cluster's options or from its parents'.
  const { __prov: provider } = cluster as { __prov?: pulumi.ProviderResource };
  return getKubeconfigOutput({ ...args, clusterId: cluster.id, regionId: cluster.regionId }, { provider });
}
