import { type Settings, settingKey } from "../../ack/settings";
import type { Values } from "../../table/check";
import { isObject, objectsIn, plain, textOf } from "../../table/values";

/** This package as a kubeconfig advises to install it: any version of this major one, so that the text is the same until the next. */
export function packageOf({ version }: { readonly version: string }): string {
  return `pulumi-ack-serverless@${version.split(".", 1)[0]}`;
}

const ownPackage = packageOf(require("pulumi-ack-serverless/package.json") as { version: string });

/** Loaded at the first kubeconfig: a preview reads one only if the address of the API server changes. */
const yaml = () => require("yaml") as typeof import("yaml");

/** The authority's certificate in a kubeconfig, base64. */
export function certificateAuthorityIn(config: string): string | undefined {
  return clusterField(config, "certificate-authority-data");
}

/** The address of the API server in a kubeconfig. */
export function serverIn(config: unknown): string | undefined {
  return clusterField(config, "server");
}

/** What a kubeconfig says of its first cluster. */
function clusterField(config: unknown, field: "certificate-authority-data" | "server"): string | undefined {
  if (typeof config !== "string") return undefined;
  try {
    const parsed: unknown = yaml().parse(config);
    const [first] = isObject(parsed) ? objectsIn(parsed.clusters) : [];
    const cluster: unknown = first?.cluster;
    const data = isObject(cluster) ? cluster[field] : undefined;
    return textOf(data);
  } catch {
    return undefined;
  }
}

/** The settings that a kubeconfig's command needs to reach ACK as the provider does. None is secret. */
export type Access = Partial<Pick<Settings, "endpoints" | "vpcEndpoint" | "configuredProfile">>;

/**
 * A kubeconfig without a credential, the same text on every run: `ack-serverless kubeconfig --exec` fetches a short-lived
 * one whenever it is used. The recorded one's address stays as long as the cluster has it. `undefined` until the address
 * and the authority's certificate are known.
 */
export function kubeconfigOf(outputs: Values, access: Access = {}): string | undefined {
  const {
    certificateAuthority: authority,
    apiServerEndpoint,
    intranetApiServerEndpoint,
    clusterId,
    regionId,
  } = outputs;
  if (typeof authority !== "string") return undefined;
  const recorded = serverIn(outputs.kubeconfig);
  const addresses = [apiServerEndpoint, intranetApiServerEndpoint].filter((address) => address !== undefined);
  const server = recorded !== undefined && addresses.includes(recorded) ? recorded : addresses[0];
  if (typeof server !== "string") return undefined;
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1",
    // Found on the PATH only: npx would run what the current folder's node_modules or .npmrc name.
    command: "ack-serverless",
    args: ["kubeconfig", "--exec", "--region", plain(regionId), ...accessFlags(access), plain(clusterId)],
    installHint: `ack-serverless is not on the PATH: install it with "npm install --global ${ownPackage}"`,
    interactiveMode: "Never",
    provideClusterInfo: false,
  };
  return yaml().stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: clusterId, cluster: { server, "certificate-authority-data": authority } }],
    users: [{ name: clusterId, user: { exec } }],
    contexts: [{ name: clusterId, context: { cluster: clusterId, user: clusterId } }],
    "current-context": clusterId,
    preferences: {},
  });
}

function accessFlags({ endpoints = {}, vpcEndpoint = false, configuredProfile }: Access): string[] {
  const { cs, sts } = endpoints;
  const given = Object.entries({ cs, sts }).filter(([, address]) => address !== undefined);
  return [
    ...(configuredProfile === undefined ? [] : ["--profile", configuredProfile]),
    ...(vpcEndpoint ? ["--config", `${settingKey("vpcEndpoint")}=true`] : []),
    ...(given.length === 0
      ? []
      : ["--config", `${settingKey("endpoints")}=${JSON.stringify(Object.fromEntries(given))}`]),
  ];
}

/** The outputs with the kubeconfig that they make. */
export function withKubeconfig(outputs: Record<string, unknown>, access: Access): Record<string, unknown> {
  const kubeconfig = kubeconfigOf(outputs, access);
  return kubeconfig === undefined ? outputs : { ...outputs, kubeconfig };
}
