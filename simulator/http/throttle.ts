import type { RateLimits } from "../steering/options";
import type { Clock } from "../world/clock";
import { gatewayRefusal } from "../world/refusal";

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** The rate limits of one service. Each account has a bucket for reads and one for writes, each for a second. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal when the account exceeds its rate. */
  pass(accountId: string, kind: "read" | "write"): void {
    const perSecond = kind === "read" ? this.limits.readsPerSecond : this.limits.writesPerSecond;
    if (perSecond === undefined) return;
    const key = `${kind} ${accountId}`;
    const now = this.clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: perSecond, filledAt: now };
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.filledAt) * perSecond) / 1000);
    bucket.filledAt = now;
    this.#buckets.set(key, bucket);
    // A sum of fractions can fall slightly short of 1.
    if (bucket.tokens < 1 - 1e-9) {
      throw gatewayRefusal(400, "Throttling.User", "Request was denied due to user flow control.");
    }
    bucket.tokens -= 1;
  }
}
