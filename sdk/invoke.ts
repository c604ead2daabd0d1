import * as pulumi from "@pulumi/pulumi";
import type { ConfigNamespace } from "../provider/ack/settings";
import type * as list from "../provider/cluster/functions/functions";
import type * as standalone from "../provider/hosts/standalone";
import type { FunctionOptions } from "./functionOptions";
import { providerSettings } from "./provider";

/** What the plugin's form of a function adds: where the stack's configuration holds the account. Default: `alicloud`. */
export interface StackOptions extends FunctionOptions {
  readonly namespace?: ConfigNamespace | undefined;
}

type FunctionName = keyof typeof list.functions;
type Settings = Readonly<Record<string, string>>;

/** Loaded on first use: most programs call no function, and the modules behind them are large. */
const load = () => ({
  ...(require("../provider/cluster/functions/functions") as typeof list),
  ...(require("../provider/hosts/standalone") as typeof standalone),
});

/**
 * Calls a function at once.
 *
 * @throws Error for a wrong argument, a failed call, and a provider whose settings are not known yet.
 */
export async function promised<R>(name: FunctionName, args: object, options: FunctionOptions = {}): Promise<R> {
  const known = settings(options) as pulumi.Output<Settings | undefined> & {
    readonly isKnown: Promise<boolean>;
    promise(): Promise<Settings | undefined>;
  };
  if (await known.isKnown) return call(name, args, await known.promise(), options);
  throw new Error(
    `${name}: the provider's settings are not known yet in this preview: call ${name}Output, which waits for them`,
  );
}

/** Calls a function once its arguments are known. */
export function output<R>(name: FunctionName, args: object, options: FunctionOptions = {}): pulumi.Output<R> {
  const all = pulumi.all([pulumi.output(args), settings(options)]);
  return all.apply(([known, given]) => call<R>(name, known, given, options)) as pulumi.Output<R>;
}

/** Calls a function about a cluster of this program, with the provider that the cluster itself has. */
export function methodOutput<A, R>(
  ask: (args: A, options: FunctionOptions) => pulumi.Output<R>,
  cluster: pulumi.CustomResource & { readonly regionId: pulumi.Output<string> },
  args: Omit<A, "clusterId" | "regionId">,
): pulumi.Output<R> {
  // Pulumi keeps it there for calls of a resource's own methods; it came from the cluster's options or from its parents'.
  const { __prov: provider } = cluster as { __prov?: pulumi.ProviderResource };
  return ask({ ...args, clusterId: cluster.id, regionId: cluster.regionId } as A, { provider });
}

/** A provider's settings; unset for those of the stack. Its keys stay in this process and make no result secret. */
function settings({ provider }: FunctionOptions): pulumi.Output<Settings | undefined> {
  return provider === undefined ? pulumi.output(undefined) : pulumi.unsecret(providerSettings(provider));
}

function call<R>(
  name: FunctionName,
  args: object,
  given: Settings | undefined,
  { namespace }: StackOptions,
): Promise<R> {
  const config = (key: string) => (given === undefined ? pulumi.runtime.getConfig(key) : given[key]);
  const warn = (text: string) => {
    pulumi.log.warn(text);
  };
  const { functions, sharedContext } = load();
  const where = given === undefined && namespace !== undefined && { namespace };
  const context = sharedContext({ config, ...where, env: process.env, warn });
  return functions[name].call(args as never, context) as Promise<R>;
}
