/** An answer that is not the one the operation would give. `after: true` carries the operation out first. */
export type Fault =
  | {
      kind: "status";
      status: number;
      code: string;
      message?: string;
      /** Extra response headers, for example `{ "x-acs-retry-after": "1500" }` (milliseconds). */
      headers?: Record<string, string>;
      /** More fields of the error body, for example `accessDeniedDetail` or `data`. */
      body?: Record<string, unknown>;
      after?: boolean;
    }
  /** The operation is carried out, then the connection is cut before the answer. */
  | { kind: "lostAnswer" }
  /** The connection is cut before the operation is looked at. */
  | { kind: "reset" }
  /** An HTML page, as a proxy sends it. */
  | { kind: "html"; status: number; after?: boolean }
  /** An answer without a body. */
  | { kind: "empty"; status: number; after?: boolean }
  /** Any answer, word for word: redirects, bodies that are not JSON. */
  | { kind: "raw"; status: number; headers?: Record<string, string>; body?: string; after?: boolean }
  /** The right answer, late: `headersMs` before the headers, `bodyMs` between headers and body (real milliseconds). */
  | { kind: "slow"; headersMs?: number; bodyMs?: number }
  /** The right answer, cut in the middle of its body. */
  | { kind: "truncated" };

/** How many requests a fault hits (`times`, default 1), after how many it lets pass (`skip`, default 0). */
export interface FaultCount {
  times?: number;
  skip?: number;
}

interface Planned {
  operation: string;
  fault: Fault;
  skip: number;
  times: number;
}

/** The faults that wait for their requests. */
export class FaultPlan {
  readonly #planned: Planned[] = [];

  /** Plans a fault for an operation, or for every operation with `*`. */
  add(operation: string, fault: Fault, count: FaultCount = {}): void {
    this.#planned.push({ operation, fault, skip: count.skip ?? 0, times: count.times ?? 1 });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** The fault for a request that has just arrived, if there is one. The one planned first goes first. */
  take(operation: string | undefined): Fault | undefined {
    const meant = this.#planned.filter(
      (one) => one.times > 0 && (one.operation === "*" || one.operation === operation),
    );
    const hit = meant.find((one) => one.skip === 0);
    for (const one of meant.filter((other) => other.skip > 0)) one.skip -= 1;
    if (hit !== undefined) hit.times -= 1;
    return hit?.fault;
  }
}

/** Whether a fault keeps the operation from being carried out. */
export function preventsOperation(fault: Fault): boolean {
  if (fault.kind === "reset") return true;
  return "status" in fault && fault.after !== true;
}
