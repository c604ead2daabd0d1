import { z } from "zod";
import { utcTime } from "../world/clock";
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
export function describeClusterUserKubeconfig(call: Call): Answer {
  const query = readQuery(call.query, QUERY);
  const { world, account } = call;
  const cluster = clusterOf(call);
  if (!cluster.ready || ["failed", "delete_failed", "deleting"].includes(cluster.state)) {
    checkState(cluster, "DescribeClusterUserKubeconfig");
  }
  const isPrivate = query.PrivateIpAddress === true || cluster.publicAddress === undefined;
  const server = `https://${isPrivate ? cluster.privateIp : cluster.publicAddress?.ip}:6443`;
  const validMs =
    query.TemporaryDurationMinutes === undefined ? DEFAULT_VALIDITY_MS : query.TemporaryDurationMinutes * MINUTE_MS;
  return {
    body: {
      config: kubeconfig(server, cluster.id, account.accountId),
      expiration: utcTime(world.clock.now() + validMs),
    },
  };
}

function kubeconfig(server: string, clusterId: string, user: string): string {
  return `apiVersion: v1
clusters:
- cluster:
    server: ${server}
    certificate-authority-data: ${base64(`simulated authority of ${clusterId}`)}
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
    client-certificate-data: ${base64(`simulated certificate of ${user}`)}
    client-key-data: ${base64(`simulated key of ${user} for ${clusterId}`)}
`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
