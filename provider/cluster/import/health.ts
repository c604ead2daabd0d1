import type { Values } from "../../table/check";
import { plain } from "../../table/values";

/** Why a cluster that was read is unusable; `undefined` for one that is usable, or that is only changing. */
export function unhealthy({ state, clusterId }: Values): string | undefined {
  const cluster = `cluster ${plain(clusterId)}`;
  if (state === "initial") return `${cluster} is still being created: the next "pulumi up" waits for it`;
  if (state === "failed") return `${cluster} is failed: run "pulumi up" to see what can be done`;
  return undefined;
}
