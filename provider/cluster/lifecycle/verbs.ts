/** The operations on a cluster that call ACK, for a host that loads them together. */
export { create } from "./create";
export { deleteCluster } from "./delete";
export { read } from "./read";
export { update } from "./update";
