/** What a call does to a cluster: a property's lifecycle follows from the phases of the operations that carry it. */
export type Phase = "create" | "read" | "update" | "delete";

/** The facts of one API operation. Source: the CS 2015-12-15 and STS 2015-04-01 API references. */
export interface OperationFacts {
  readonly product: "cs" | "sts";
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with `{name}` for each path parameter. */
  readonly path: string;
  readonly phase: Phase;
  /**
   * `safe`: sent twice it does what it does once, so a lost answer is asked for again.
   * `never`: a second call may make a second thing; only an answer that proves a refusal allows another one.
   */
  readonly repeat: "safe" | "never";
  /** `none` where a successful answer has no body to read. */
  readonly answer: "json" | "none";
}

const cs = { product: "cs", repeat: "safe", answer: "json" } as const;

/** Every operation this provider calls, by the API's own name, in the order a change may need them. */
export const operations = {
  CreateCluster: { ...cs, method: "POST", path: "/clusters", phase: "create", repeat: "never" },
  ModifyCluster: { ...cs, method: "PUT", path: "/api/v2/clusters/{ClusterId}", phase: "update" },
  TagResources: { ...cs, method: "PUT", path: "/tags", phase: "update" },
  UntagResources: { ...cs, method: "DELETE", path: "/tags", phase: "update" },
  DeleteCluster: { ...cs, method: "DELETE", path: "/clusters/{ClusterId}", phase: "delete" },
  DescribeClusterDetail: { ...cs, method: "GET", path: "/clusters/{ClusterId}", phase: "read" },
  DescribeTaskInfo: { ...cs, method: "GET", path: "/tasks/{taskId}", phase: "read" },
  DescribeClustersForRegion: { ...cs, method: "GET", path: "/regions/{regionId}/clusters", phase: "read" },
  DescribeClusterResources: { ...cs, method: "GET", path: "/clusters/{ClusterId}/resources", phase: "read" },
  GetCallerIdentity: {
    product: "sts",
    method: "POST",
    path: "/",
    phase: "read",
    repeat: "safe",
    answer: "json",
  },
} as const satisfies Readonly<Record<string, OperationFacts>>;

export type Operation = keyof typeof operations;
