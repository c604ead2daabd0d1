/** Cluster states that lead to another one. Source: the cluster lifecycle page; `migrating` from terraform-provider-alicloud. */
export const onTheWay = ["initial", "updating", "upgrading", "migrating", "scaling", "removing", "draining"] as const;

/** True for a state that ends by itself, so that it is worth waiting. */
export function isOnTheWay(state: unknown): boolean {
  return (onTheWay as readonly unknown[]).includes(state);
}

/**
 * States of a task that has ended. ACK writes `fail` and `failed`; its own wait script knows the others. A task in any
 * other state is still running.
 */
const succeeded = ["success", "succeeded"];
const failed = ["fail", "failed", "error", "canceled", "cancelled"];

const active = ["running", "pending", "initial", "paused"];

/** True for a task that is running or waiting to run. */
export function isActive(state: unknown): boolean {
  return active.includes(state as string);
}

export function hasSucceeded(state: unknown): boolean {
  return succeeded.includes(state as string);
}

export function hasFailed(state: unknown): boolean {
  return failed.includes(state as string);
}
