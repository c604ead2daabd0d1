import type { Values } from "../../table/check";
import { flag } from "../../table/shapes";
import { defined, flagOf, isObject, numberOf, plain, textOf } from "../../table/values";
import { at } from "../context/client";
import { packageFunction, word } from "./packageFunction";
import { oneCluster, placeFor } from "./subject";

export const getClusterResources = packageFunction({
  name: "getClusterResources",
  doc: "Lists the cloud resources of a cluster.",
  throws: "a wrong argument",
  sources: ["DescribeClusterResources"],
  arguments: {
    ...oneCluster,
    withAddonResources: {
      shape: flag,
      doc: "Whether to list the resources that add-ons made, too. Default: `false`.",
    },
  },
  answer: {
    name: "ClusterResource",
    doc: "A cloud resource of a cluster.",
    list: { name: "resources", doc: "The resources." },
    fields: {
      id: { shape: word, doc: "The resource's id.", required: true },
      type: {
        shape: word,
        doc: "As ACK names it: both `SLB` and `ALIYUN::SLB::LoadBalancer` occur.",
        required: true,
      },
      state: { shape: word, doc: "Such as `CREATE_COMPLETE`." },
      creator: { shape: word, doc: "`user`, `system` or `addon`." },
      autoCreated: { shape: flag, doc: "Whether ACK made it.", required: true },
      deletedByDefault: { shape: flag, doc: "Whether it is deleted with the cluster unless it is retained." },
      belongsTo: { shape: word, doc: "The Kubernetes object that it belongs to: `Service default/web`." },
    },
  },
  async call({ withAddonResources, ...cluster }, context) {
    const place = placeFor("getClusterResources", cluster, context);
    const query = withAddonResources === undefined ? {} : { with_addon_resources: plain(withAddonResources) };
    const client = at(place, `listing the resources of cluster ${place.id}`, context);
    return ((await client.list("DescribeClusterResources", { query })) ?? []).map(resource);
  },
});

function resource(item: Values) {
  const { associated_object: object, delete_behavior: deletion } = item;
  return defined({
    id: plain(item.instance_id ?? ""),
    type: plain(item.resource_type ?? ""),
    autoCreated: numberOf(item.auto_create) === 1,
    state: textOf(item.state),
    creator: textOf(item.creator_type),
    deletedByDefault: isObject(deletion) ? flagOf(deletion.delete_by_default) : undefined,
    belongsTo:
      isObject(object) && object.kind
        ? `${plain(object.kind)} ${plain(object.namespace)}/${plain(object.name)}`
        : undefined,
  });
}
