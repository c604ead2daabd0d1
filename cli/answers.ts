import type { KubernetesVersion } from "../sdk/functionTypes";

// What each command writes with --json. docs/cli.md shows these declarations word for word.

export interface DoctorAnswer {
  /** Whether the checks found nothing that would make the creation fail. */
  readonly creatable: boolean;
  readonly findings: readonly {
    readonly check: string;
    readonly verdict: "fails" | "doubtful" | "unknown" | "fine";
    /** The input that the finding is about. */
    readonly property?: string;
    readonly text: string;
    /** What to do. */
    readonly remedy?: string;
  }[];
}

/** The newest first; "upgradeTargets" only with --from. */
export type VersionsAnswer = readonly KubernetesVersion[];

export interface KubeconfigAnswer {
  readonly clusterId: string;
  readonly regionId: string;
  readonly context: string;
  /** When its credential ends, RFC 3339. */
  readonly expiration: string;
  /** The file that it was merged into. */
  readonly file?: string;
  /** The kubeconfig with its private key; only without --merge and --out. */
  readonly config?: string;
}

/** Progress, one line for each change; events as they come; the outcome as the last line. */
export type WatchAnswer =
  | {
      readonly type: "progress";
      readonly elapsedSeconds: number;
      /** The cluster's state; absent if a task is watched. "gone" once the cluster is deleted. */
      readonly state?: string;
      /** The running task, or the last one. */
      readonly task?: {
        readonly id: string;
        readonly type: string;
        readonly state: string;
        readonly stages: readonly { readonly name: string; readonly state: string }[];
      };
    }
  | {
      readonly type: "event";
      /** When it happened, as ACK writes it. */
      readonly time: string;
      readonly level: string;
      readonly reason: string;
      readonly message: string;
    }
  | {
      readonly type: "end";
      readonly outcome: "succeeded" | "failed" | "timed out";
      readonly elapsedSeconds: number;
      readonly message: string;
    };

export interface ImportAnswer {
  readonly clusterId: string;
  readonly regionId: string;
  /** The resource's name in the program. */
  readonly name: string;
  /** What "pulumi import --file" reads. */
  readonly importFile: object;
  /** A program whose next "pulumi up" changes nothing. */
  readonly program: string;
  readonly notes: readonly string[];
  /** The files that were written; only with --out. */
  readonly files?: { readonly importFile: string; readonly program: string };
}

/** One element for each cluster that was found. */
export type MigrateAnswer = readonly {
  readonly old: {
    readonly tool: "pulumi" | "terraform";
    /** Its address in the old state: a URN, or an address such as `module.a.alicloud_cs_serverless_kubernetes.prod[0]`. */
    readonly address: string;
    readonly id: string;
    /** Its name in the old program. */
    readonly name: string;
    /** Absent if the state does not hold it. */
    readonly region?: string;
  };
  /** The takeover; absent if the cluster could not be read. */
  readonly takeover?: Omit<ImportAnswer, "files">;
  /** The files that were written; only with --out. */
  readonly written?: { readonly importFile: string; readonly program: string };
  /** Why the cluster could not be read. */
  readonly failure?: string;
}[];

/** In place of the result, on one line, if the command itself fails with 1 or 2. */
export interface ErrorAnswer {
  readonly error: {
    readonly exitCode: number;
    readonly message: string;
    /** ACK's code and request id, if ACK refused a call. */
    readonly code?: string | undefined;
    readonly requestId?: string | undefined;
  };
}
