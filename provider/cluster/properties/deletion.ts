import { listOf, oneOf, record, type Shape, text } from "../../table/shapes";

export interface DeleteOptions {
  readonly SLB?: "delete" | "retain";
  readonly ALB?: "delete" | "retain";
  readonly SLS_Data?: "delete" | "retain";
  readonly SLS_ControlPlane?: "delete" | "retain";
  readonly PrivateZone?: "delete" | "retain";
}

const deleteOrRetain = oneOf("delete", "retain");

/** Source: DeleteCluster `delete_options`; the types and their defaults are the vendor's. */
export const deleteOptions: Shape<DeleteOptions> = record<DeleteOptions>("DeleteOptions", {
  SLB: { shape: deleteOrRetain, doc: "What happens to load balancers of Services. Default: `delete`." },
  ALB: { shape: deleteOrRetain, doc: "What happens to load balancers of ALB Ingresses. Default: `retain`." },
  SLS_Data: { shape: deleteOrRetain, doc: "What happens to log projects of the cluster's data. Default: `retain`." },
  SLS_ControlPlane: {
    shape: deleteOrRetain,
    doc: "What happens to log projects of the control plane. Default: `retain`.",
  },
  PrivateZone: { shape: deleteOrRetain, doc: "What happens to PrivateZone records. Default: `retain`." },
});

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
