import { type Facts, reportingOperations } from "../../table/property";

/** The vendor's page on CreateCluster for ACK Serverless, as entries of the table name it. */
export const PAGE = "CreateCluster for ACK Serverless";

/** Where an entry's facts come from, unless it says so itself: that page, or the operations that report it. */
export function sourceOf({ source, at }: Pick<Facts<unknown>, "source" | "at">): string {
  return source ?? ("CreateCluster" in at ? PAGE : reportingOperations({ at }).join("; "));
}

/** The place of a property that is created, changed and read in the same form. */
export function everywhere<const W>(wire: W) {
  return { CreateCluster: wire, ModifyCluster: wire, DescribeClusterDetail: wire };
}
