import { assertServerless, describeUnrecorded, reading } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { reportedBy } from "../state/outputs";
import { clusterInfo, everything, infoOf } from "./clusterInfo";
import { packageFunction } from "./packageFunction";
import { oneCluster, placeFor } from "./subject";

export const getCluster = packageFunction({
  name: "getCluster",
  doc: "Looks up one ACK Serverless cluster. What ACK does not report of it is absent.",
  throws: "a wrong argument, a cluster that does not exist, and one that is not Serverless",
  sources: [
    "DescribeClusterDetail",
    "DescribeClusterResources",
    "GetClusterAuditProject",
    "CheckControlPlaneLogEnable",
    "ListClusterAddonInstances",
  ],
  arguments: oneCluster,
  answer: clusterInfo,
  async call(args, context) {
    const place = placeFor("getCluster", args, context);
    const detail = await describeUnrecorded(reading(place, context));
    assertServerless(detail);
    return infoOf(reportedBy(await withExtras(detail, everything, place, context)), place.region);
  },
});
