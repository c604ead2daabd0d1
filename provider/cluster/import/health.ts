import type { Values } from "../../table/check";
import { plain } from "../../table/values";

/** Why a cluster that was read does not serve; `undefined` for one that does, or that only changes. */
export function unhealthy({ state, clusterId }: Values): string | undefined {
  const cluster = `cluster ${plain(clusterId)}`;
  if (state === "initial") return `${cluster} is still being created: the next "pulumi up" waits for it`;
  if (state === "failed") return `${cluster} is failed: the next "pulumi up" says what can be done`;
  return undefined;
}
