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

/** A fault that waits for its request, or its task. */
export interface ArmedFault {
  /** An operation, `*` for any, or a task type. */
  readonly target: string;
  /** What it comes to. */
  readonly what: string;
  /** How many it hits. */
  readonly times: number;
  /** After how many that it lets pass. */
  readonly skip: number;
}

/** The faults that wait for their requests. */
export class FaultPlan {
  readonly #planned: Planned[] = [];

  /** Plans a fault for an operation, or for every operation with `*`. */
  add(operation: string, fault: Fault, count: FaultCount = {}): void {
    this.#planned.push({ operation, fault, skip: count.skip ?? 0, times: count.times ?? 1 });
  }

  /** The faults that wait, without what their answers hold: that may be secret. */
  armed(): ArmedFault[] {
    return this.#planned
      .filter(({ times }) => times > 0)
      .map(({ operation, fault, skip, times }) => {
        const status = "status" in fault ? ` ${fault.status}` : "";
        const code = fault.kind === "status" ? ` ${fault.code}` : "";
        const after = "after" in fault && fault.after === true ? ", carried out" : "";
        return { target: operation, what: `${fault.kind}${status}${code}${after}`, times, skip };
      });
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
