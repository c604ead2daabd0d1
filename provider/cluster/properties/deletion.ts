import { listOf, oneOf, record, text, type ValueOf } from "../../table/shapes";

const deleteOrRetain = oneOf("delete", "retain");

/** ACK's resource types by option; each was the option's name in states of earlier versions. */
const resourceTypes = {
  slb: "SLB",
  alb: "ALB",
  slsData: "SLS_Data",
  slsControlPlane: "SLS_ControlPlane",
  privateZone: "PrivateZone",
} as const;

/** Source: DeleteCluster `delete_options`; the types and their defaults are the vendor's. */
export const deleteOptions = record("DeleteOptions", {
  slb: {
    shape: deleteOrRetain,
    doc: "What happens to load balancers of Services. Default: `delete`.",
    formerly: resourceTypes.slb,
  },
  alb: {
    shape: deleteOrRetain,
    doc: "What happens to load balancers of ALB Ingresses. Default: `retain`.",
    formerly: resourceTypes.alb,
  },
  slsData: {
    shape: deleteOrRetain,
    doc: "What happens to log projects of the cluster's data. Default: `retain`.",
    formerly: resourceTypes.slsData,
  },
  slsControlPlane: {
    shape: deleteOrRetain,
    doc: "What happens to log projects of the control plane. Default: `retain`.",
    formerly: resourceTypes.slsControlPlane,
  },
  privateZone: {
    shape: deleteOrRetain,
    doc: "What happens to PrivateZone records. Default: `retain`.",
    formerly: resourceTypes.privateZone,
  },
});

export type DeleteOptions = ValueOf<typeof deleteOptions>;

export const deleteOptionsField = {
  wire: "delete_options",
  encode: (options: DeleteOptions) =>
    JSON.stringify(
      Object.entries(options).map(([option, delete_mode]) => ({
        delete_mode,
        // A state of a newer version may hold an option that this one does not know.
        resource_type: Object.hasOwn(resourceTypes, option) ? resourceTypes[option as keyof DeleteOptions] : option,
      })),
    ),
};

export const retainResources = listOf(
  text('a resource\'s id such as "lb-bp1…"', /^[A-Za-z0-9][\w:./-]*$/),
  [],
  "unordered",
);
