/** One of several findings in an error body. */
export interface Finding {
  code: string;
  message: string;
}

/** Codes of refusals that the vendor documents without their spelling. */
export const UNPUBLISHED = {
  wrongState: "ErrorClusterState",
  deletionProtection: "ErrorClusterDeletionProtection",
  clusterQuota: "QuotaExceeded.Cluster",
  tagQuota: "QuotaExceeded.Tag",
  taskNotFound: "ErrorTaskNotFound",
  taskState: "ErrorTaskState",
  upgrade: "ErrorUpgradeVersion",
  migrate: "ErrorMigrateCluster",
} as const;

/** A request that is not carried out, with what the answer says. */
export class Refusal extends Error {
  readonly findings: readonly Finding[] | undefined;
  readonly fromGateway: boolean;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    more: { findings?: readonly Finding[]; fromGateway?: boolean } = {},
  ) {
    super(message);
    this.findings = more.findings;
    this.fromGateway = more.fromGateway ?? false;
  }

  /** The error body: lower-case names from the CS backend, capitalised ones from the API gateway and STS. */
  body(requestId: string, host: string): Record<string, unknown> {
    if (this.fromGateway) {
      return {
        Code: this.code,
        Message: this.message,
        RequestId: requestId,
        HostId: host,
        Recommend: `https://api.aliyun.com/troubleshoot?q=${this.code}`,
      };
    }
    return {
      code: this.code,
      message: this.message,
      requestId,
      status: this.status,
      ...(this.findings === undefined ? {} : { data: this.findings }),
    };
  }
}

/** A refusal by the API gateway, before the operation is looked at. */
export function gatewayRefusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, code, message, { fromGateway: true });
}

/** A field that is there and wrong. */
export function invalid(field: string, why: string): Refusal {
  return new Refusal(400, "InvalidParameter", `The parameter '${field}' is invalid: ${why}`);
}

/** A field that is needed and absent. */
export function missing(field: string): Refusal {
  return new Refusal(400, `MissingParameter.${field}`, `The input parameter '${field}' is mandatory`);
}
