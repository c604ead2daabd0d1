import { listOf, oneOf, record, text, type ValueOf } from "../../table/shapes";

const deleteOrRetain = oneOf("delete", "retain");

/** Source: DeleteCluster `delete_options`; the types and their defaults are the vendor's. */
export const deleteOptions = record("DeleteOptions", {
  SLB: { shape: deleteOrRetain, doc: "What happens to load balancers of Services. Default: `delete`." },
  ALB: { shape: deleteOrRetain, doc: "What happens to load balancers of ALB Ingresses. Default: `retain`." },
  SLS_Data: { shape: deleteOrRetain, doc: "What happens to log projects of the cluster's data. Default: `retain`." },
  SLS_ControlPlane: {
    shape: deleteOrRetain,
    doc: "What happens to log projects of the control plane. Default: `retain`.",
  },
  PrivateZone: { shape: deleteOrRetain, doc: "What happens to PrivateZone records. Default: `retain`." },
});

export type DeleteOptions = ValueOf<typeof deleteOptions>;

export const deleteOptionsField = {
  wire: "delete_options",
  encode: (options: DeleteOptions) =>
    JSON.stringify(Object.entries(options).map(([resource_type, delete_mode]) => ({ delete_mode, resource_type }))),
};

export const retainResources = listOf(
  text('a resource\'s id such as "lb-bp1…"', /^[A-Za-z0-9][\w:./-]*$/),
  [],
  "unordered",
);
