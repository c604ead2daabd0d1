/** An answer other than the operation's own. `after: true` carries the operation out first. */
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
  /** The connection is cut before the operation is carried out. */
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

/** How many requests a fault hits (`times`, default 1), and how many it lets pass first (`skip`, default 0). */
export interface FaultCount {
  times?: number;
  skip?: number;
}

/** How a task is to fail. */
export interface TaskFailure {
  code: string;
  message: string;
  /** The stage it fails in; default the second one. */
  stage?: string;
  /** For add-on tasks: the task succeeds, and only the part of this add-on fails. */
  addon?: string;
}

/** A fault that waits for its request, or a failure that waits for its task. */
export interface ArmedFault {
  /** An operation, `*` for any, or a task type. */
  readonly target: string;
  /** The fault in words. */
  readonly what: string;
  /** How many requests or tasks it hits. */
  readonly times: number;
  /** How many requests or tasks it lets pass first. */
  readonly skip: number;
}

/** Planned faults, of requests by operation or of tasks by type. */
export class FaultPlan<F> {
  #planned: { target: string; fault: F; skip: number; times: number }[] = [];

  /** `inWords` describes a fault without the content of its answer, which may be secret. */
  constructor(private readonly inWords: (fault: F) => string) {}

  /** Plans a fault for a target, or for every target with `*`. */
  add(target: string, fault: F, { skip = 0, times = 1 }: FaultCount = {}): void {
    this.#planned.push({ target, fault, skip, times });
  }

  /** The faults that are still to come. */
  armed(): ArmedFault[] {
    return this.#planned
      .filter(({ times }) => times > 0)
      .map(({ target, fault, skip, times }) => ({ target, what: this.inWords(fault), times, skip }));
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault for a request or task that has just arrived, if there is one. The first one planned comes first. */
  take(target: string | undefined): F | undefined {
    const meant = this.#planned.filter((one) => one.times > 0 && (one.target === "*" || one.target === target));
    const hit = meant.find((one) => one.skip === 0);
    for (const one of meant.filter((other) => other.skip > 0)) one.skip -= 1;
    if (hit !== undefined) hit.times -= 1;
    return hit?.fault;
  }
}

/** A request's fault for the status page. */
export function faultInWords(fault: Fault): string {
  const status = "status" in fault ? ` ${fault.status}` : "";
  const code = fault.kind === "status" ? ` ${fault.code}` : "";
  return `${fault.kind}${status}${code}${"after" in fault && fault.after === true ? ", carried out" : ""}`;
}

/** A task's failure for the status page. */
export function failureInWords({ code, addon, stage }: TaskFailure): string {
  const at = addon ?? stage;
  return `fails with ${code}${at === undefined ? "" : ` at ${at}`}`;
}

/** Whether a fault keeps the operation from being carried out. */
export function preventsOperation(fault: Fault): boolean {
  return fault.kind === "reset" || ("status" in fault && fault.after !== true);
}
