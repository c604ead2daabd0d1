import type { Operation } from "../provider/ack/operations";
import type { Fault } from "../simulator";

/** Where faults strike. */
export const OPERATIONS: readonly Operation[] = [
  "CreateCluster",
  "CreateCluster",
  "DescribeClusterDetail",
  "DescribeClustersForRegion",
  "DescribeTaskInfo",
  "TagResources",
  "UntagResources",
  "ModifyCluster",
  "DeleteCluster",
  "DescribeClusterResources",
  "DescribeClusterUserKubeconfig",
  "GetCallerIdentity",
  "ListClusterAddonInstances",
];

/** Every kind of fault, each carried out or not. */
export function faults(random: () => number): Fault[] {
  const after = random() < 0.5;
  const error = (status: number, code: string, headers?: Record<string, string>): Fault => ({
    kind: "status",
    status,
    code,
    after,
    ...(headers && { headers }),
  });
  return [
    error(500, "InternalError"),
    error(503, "ServiceUnavailable"),
    { kind: "status", status: 429, code: "Throttling.User", headers: { "x-acs-retry-after": "1500" } },
    { kind: "status", status: 400, code: "Throttling" },
    { kind: "status", status: 403, code: "StatusForbidden" },
    { kind: "status", status: 400, code: "InvalidSecurityToken.Expired" },
    { kind: "status", status: 409, code: "ErrorClusterState" },
    { kind: "status", status: 404, code: "ErrorClusterNotFound" },
    { kind: "html", status: 502, after },
    { kind: "html", status: 200, after },
    { kind: "empty", status: 200, after },
    { kind: "raw", status: 200, body: '{"cluster_id":7,"clusters":{},"state":[],"task_id":{}}', after: true },
    { kind: "raw", status: 302, headers: { location: "http://127.0.0.1:1/" }, after },
    { kind: "reset" },
    { kind: "lostAnswer" },
    { kind: "truncated" },
    { kind: "slow", headersMs: 2 },
  ];
}
