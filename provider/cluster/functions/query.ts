import type { Values } from "../../table/check";
import { isReported } from "../../table/property";
import { type Field, flag, listOf, record, type Shape, special, text } from "../../table/shapes";
import type { Context } from "../context/context";
import { table } from "../properties/table";
import { type ArgumentsOf, argumentsOf } from "./arguments";
import {
  type AddonInfo,
  getAddonConfigSchema,
  getAddons,
  getKubernetesVersions,
  type KubernetesVersion,
} from "./catalogue";
import { type ClusterResource, getCluster, getClusterResources, getClusters, getKubeconfig } from "./queries";

/** What a query answers: a field, which may be a secret. */
export interface AnswerField extends Field {
  readonly secret?: true;
}

/** A question about clusters that changes nothing: a function of the package, in every language. */
export interface Query {
  readonly doc: string;
  readonly inputs: Readonly<Record<string, Field>>;
  readonly outputs: Readonly<Record<string, AnswerField>>;
  /** A method of a cluster, too. */
  readonly isMethod?: true;
  /** @throws Problem for a wrong argument; AckError. */
  run(args: Values, context: Context): Promise<Values>;
}

const someText = text("text", /\S/);
const texts = listOf(someText, []);

/** The fields of what a query answers, each with its own type's word on whether it is always there. */
type Answer<A> = {
  readonly [K in keyof A]-?: AnswerField & (object extends Pick<A, K> ? { required?: never } : { required: true });
};

const always = ["clusterId", "regionId", "name", "state"];

/** A cluster as queries tell it: what some operation reports of it. */
const clusterInfo: Readonly<Record<string, Field>> = Object.fromEntries(
  Object.entries(table)
    .filter(([name, { facts }]) => isReported(facts) && name !== "addons")
    .map(([name, { shape, facts }]) => [
      name,
      { shape, doc: facts.doc, ...(always.includes(name) && { required: true as const }) },
    ]),
);

const kubernetesVersion: Answer<KubernetesVersion> = {
  version: { shape: someText, doc: "The version.", required: true },
  creatable: { shape: flag, doc: "Whether new clusters may have it.", required: true },
  expiration: { shape: someText, doc: "When its support ends, as ACK writes it." },
  upgradeTargets: { shape: texts, doc: "What it can be upgraded to. Told only where `from` was given." },
};

const addonInfo: Answer<AddonInfo> = {
  name: { shape: someText, doc: "The add-on's name.", required: true },
  version: { shape: someText, doc: "The newest version that fits.", required: true },
  category: { shape: someText, doc: "Such as `network`." },
  managed: { shape: flag, doc: "Whether ACK runs it outside of the cluster." },
  installByDefault: { shape: flag, doc: "Whether a new cluster gets it unless it is disabled." },
  supportedActions: { shape: texts, doc: "Such as `Install`, `Upgrade`, `Modify`, `Uninstall`.", required: true },
  installedVersion: {
    shape: someText,
    doc: "The version that the cluster of `clusterId` has; absent where it has none.",
  },
};

const clusterResource: Answer<ClusterResource> = {
  id: { shape: someText, doc: "The resource's id.", required: true },
  type: {
    shape: someText,
    doc: "As ACK names it: both `SLB` and `ALIYUN::SLB::LoadBalancer` occur.",
    required: true,
  },
  state: { shape: someText, doc: "Such as `CREATE_COMPLETE`." },
  creator: { shape: someText, doc: "`user`, `system` or `addon`." },
  autoCreated: { shape: flag, doc: "Whether ACK made it.", required: true },
  deletedByDefault: { shape: flag, doc: "Whether it goes with the cluster unless it is retained." },
  belongsTo: { shape: someText, doc: "The Kubernetes object that it belongs to: `Service default/web`." },
};

const anyObject: Shape<unknown> = special("an object", () => {}, {
  typescript: { output: "object", input: "object" },
  schema: { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } },
  same: Object.is,
});

function asked<Q extends keyof ArgumentsOf, A>(
  query: Q,
  doc: string,
  outputs: Readonly<Record<string, AnswerField>>,
  ask: (args: ArgumentsOf[Q], context: Context) => Promise<A>,
  present: (answer: A) => object,
): Query {
  return {
    doc,
    inputs: argumentsOf[query],
    outputs,
    run: async (args, context) => present(await ask(args as unknown as ArgumentsOf[Q], context)) as Values,
  };
}

function list(name: string, fields: Readonly<Record<string, Field>>, doc: string): AnswerField {
  return { shape: listOf(record(name, fields), []), doc, required: true };
}

const itself = (answer: object) => answer;

/** The package's functions, by name. A list is answered as the one field of an object, as Pulumi wants answers to be. */
export const queries: { readonly [query in keyof ArgumentsOf]: Query } = {
  getCluster: asked(
    "getCluster",
    "Looks up one ACK Serverless cluster. What ACK does not tell of it is absent.",
    clusterInfo,
    getCluster,
    itself,
  ),
  getClusters: asked(
    "getClusters",
    "Lists a region's clusters, every page of them: those of a name, with tags, of a profile, in a state. Lists lag by up to ten seconds and tell less of a cluster than `getCluster`: neither addresses nor settings.",
    { clusters: list("ClusterInfo", clusterInfo, "The clusters, as far as a list tells of them.") },
    getClusters,
    (clusters) => ({ clusters }),
  ),
  getKubeconfig: {
    ...asked(
      "getKubeconfig",
      "Fetches a kubeconfig with a credential of limited life. A stack that keeps it keeps a private key: the output `kubeconfig` of a cluster holds none.",
      {
        config: { shape: someText, doc: "The kubeconfig, YAML.", required: true, secret: true },
        expiration: { shape: someText, doc: "When its credential ends, RFC 3339, UTC.", required: true },
      },
      getKubeconfig,
      itself,
    ),
    isMethod: true,
  },
  getKubernetesVersions: asked(
    "getKubernetesVersions",
    "The Kubernetes versions of ACK Serverless clusters, the newest first; with `from`, what each can be upgraded to.",
    { versions: list("KubernetesVersion", kubernetesVersion, "The versions, the newest first.") },
    getKubernetesVersions,
    (versions) => ({ versions }),
  ),
  getAddons: asked(
    "getAddons",
    "The add-ons that a cluster can have: one that is there, or a new one.",
    { addons: list("AddonInfo", addonInfo, "The add-ons.") },
    getAddons,
    (addons) => ({ addons }),
  ),
  getAddonConfigSchema: asked(
    "getAddonConfigSchema",
    "The JSON schema of an add-on's configuration.",
    {
      name: { shape: someText, doc: "The add-on's name.", required: true },
      version: { shape: someText, doc: "The add-on's version.", required: true },
      schema: { shape: anyObject, doc: "A JSON schema; absent where ACK gives none." },
    },
    getAddonConfigSchema,
    itself,
  ),
  getClusterResources: asked(
    "getClusterResources",
    "Lists the cloud resources of a cluster.",
    { resources: list("ClusterResource", clusterResource, "The resources.") },
    getClusterResources,
    (resources) => ({ resources }),
  ),
};
