import { z } from "zod";
import { utcTime } from "../world/clock";
import { apiServerAddresses } from "../world/detail";
import { type Answer, type Call, checkState, clusterOf } from "./call";
import { QUERY_FLAG, readQuery } from "./input";

const MINUTE_MS = 60_000;
const DEFAULT_VALIDITY_MS = 3 * 365 * 24 * 60 * MINUTE_MS;

const QUERY = z.strictObject({
  PrivateIpAddress: QUERY_FLAG.optional(),
  TemporaryDurationMinutes: z
    .string()
    .regex(/^\d+$/, "a whole number")
    .transform(Number)
    .refine((minutes) => minutes >= 15 && minutes <= 4320, "15 to 4320 minutes")
    .optional(),
});

/** DescribeClusterUserKubeconfig (vendor page): a cluster without a public address gives the private one. */
export async function describeClusterUserKubeconfig(call: Call): Promise<Answer> {
  const query = readQuery(call.query, QUERY);
  const { world } = call;
  const cluster = clusterOf(call);
  if (!cluster.ready || ["failed", "delete_failed", "deleting"].includes(cluster.state)) {
    checkState(cluster, "DescribeClusterUserKubeconfig");
  }
  const { internet, intranet } = apiServerAddresses(cluster, world.settings);
  const server = query.PrivateIpAddress === true ? intranet : (internet ?? intranet);
  const validMs =
    query.TemporaryDurationMinutes === undefined ? DEFAULT_VALIDITY_MS : query.TemporaryDurationMinutes * MINUTE_MS;
  const { authority, certificate, key, user, endsMs } = await loginOf(call, cluster.id, validMs);
  const config = kubeconfig(server, cluster.id, { authority, certificate, key, user });
  return { body: { config, expiration: utcTime(endsMs) } };
}

/** RevokeK8sClusterKubeConfig (vendor page): revokes the caller's credentials; the next kubeconfig has new ones. */
export async function revokeK8sClusterKubeConfig(call: Call): Promise<Answer> {
  const { world, account } = call;
  const { id } = clusterOf(call);
  await world.credentials?.revoke(id, account.accountId);
  return { body: {} };
}

interface Login {
  readonly user: string;
  /** PEM texts. Without a real API server they are placeholders. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

async function loginOf(
  { world, account: { accountId } }: Call,
  clusterId: string,
  validMs: number,
): Promise<Login & { readonly endsMs: number }> {
  const { credentials } = world;
  const { kubernetes } = world.settings;
  if (credentials !== undefined && kubernetes !== undefined)
    return { authority: kubernetes.authority, ...(await credentials.issue({ clusterId, accountId }, validMs)) };
  return {
    user: accountId,
    authority: `simulated authority of ${clusterId}`,
    certificate: `simulated certificate of ${accountId}`,
    key: `simulated key of ${accountId} for ${clusterId}`,
    endsMs: world.clock.now() + validMs,
  };
}

function kubeconfig(server: string, clusterId: string, { user, authority, certificate, key }: Login): string {
  return `apiVersion: v1
clusters:
- cluster:
    server: ${server}
    certificate-authority-data: ${base64(authority)}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: "${user}"
  name: ${user}-${clusterId}
current-context: ${user}-${clusterId}
kind: Config
preferences: {}
users:
- name: "${user}"
  user:
    client-certificate-data: ${base64(certificate)}
    client-key-data: ${base64(key)}
`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
