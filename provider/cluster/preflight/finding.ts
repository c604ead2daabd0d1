import { AckError } from "../../ack/errors";
import { operations } from "../../ack/operations";
import { consoleUrl } from "../../ack/remedies";
import { NoCredentials } from "../../ack/sources/source";
import type { Values } from "../../table/check";
import { defined } from "../../table/values";
import type { Client } from "../context/client";

/** What one check found. */
export interface Finding {
  readonly check:
    | "credentials"
    | "service"
    | "roles"
    | "quota"
    | "name"
    | "version"
    | "edition"
    | "region"
    | "zone"
    | "network"
    | "serviceCidr";
  /**
   * `fails`: the creation would fail. `doubtful`: it may fail, or the cluster may lack something. `unknown`: this could
   * not be checked. `fine`: the check passed.
   */
  readonly verdict: "fails" | "doubtful" | "unknown" | "fine";
  /** The input that it is about. */
  readonly property?: string;
  readonly text: string;
  /** What to do. */
  readonly remedy?: string;
}

/** What a finding is about: the check, and its input where it has one. */
export type Subject = Pick<Finding, "check" | "property">;

/** The one finding of a check. */
export function finding(
  { check, property }: Subject,
  verdict: Finding["verdict"],
  text: string,
  remedy?: string,
): readonly Finding[] {
  return [defined({ check, verdict, property, text, remedy })];
}

/** What is known before the checks begin, and what each of them may use. */
export interface Preflight {
  readonly inputs: Values;
  readonly region: string;
  /** The region's clusters; `undefined` where they could not be listed. */
  readonly clusters: readonly Values[] | undefined;
  readonly client: Client;
}

/** A check that is refused or fails proves nothing about the creation: the finding says that it could not run. */
export async function guarded(
  check: Finding["check"],
  run: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NoCredentials) return finding({ check }, "fails", error.message);
    if (!(error instanceof AckError)) throw error;
    return unfinished(check, error);
  }
}

function unfinished(check: Finding["check"], error: AckError): readonly Finding[] {
  if (error.is("ErrorNotEnabled")) {
    const text = "Container Service for Kubernetes is not activated for this account";
    return finding({ check: "service" }, "fails", text, `activate it at ${consoleUrl}`);
  }
  const { product } = operations[error.operation];
  if (error.isDenied) {
    const action = `${product}:${error.operation}`;
    return finding({ check }, "unknown", `could not check: RAM denies ${action}`, `allow ${action}`);
  }
  if (error.isBadCredential) return finding({ check: "credentials" }, "fails", error.message);
  return finding({ check }, "unknown", `could not check: ${error.operation}: ${error.text}`);
}
