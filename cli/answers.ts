import type { KubernetesVersion } from "../sdk/functionTypes";

// What each command writes with --json. docs/cli.md shows these declarations word for word.

export interface DoctorAnswer {
  /** Whether nothing was found that would make the creation fail. */
  readonly creatable: boolean;
  readonly findings: readonly {
    readonly check: string;
    readonly verdict: "fails" | "doubtful" | "unknown" | "fine";
    /** The input that it is about. */
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
  /** The kubeconfig with its private key, where no file was asked for. */
  readonly config?: string;
}

/** Progress, one line on each change; events as they come; the outcome as the last line. */
export type WatchAnswer =
  | {
      readonly type: "progress";
      readonly elapsedSeconds: number;
      /** The cluster's state; absent where a task is watched. "gone" once its deletion is through. */
      readonly state?: string;
      /** The task that is at work, or was the last one. */
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
  /** The program text whose next "pulumi up" changes nothing. */
  readonly program: string;
  readonly notes: readonly string[];
  /** Where both were written; only with --out. */
  readonly files?: { readonly importFile: string; readonly program: string };
}

/** One for each cluster that was found. */
export type MigrateAnswer = readonly {
  readonly old: {
    readonly tool: "pulumi" | "terraform";
    /** Its place in the old state. */
    readonly address: string;
    readonly id: string;
    readonly name: string;
    readonly region?: string;
  };
  /** What takes it over, where it could be read. */
  readonly takeover?: Omit<ImportAnswer, "files">;
  /** Where it was written; only with --out. */
  readonly written?: { readonly importFile: string; readonly program: string };
  /** Why it could not be read. */
  readonly failure?: string;
}[];

/** In place of the result, on one line, whenever the command ends with 1 or 2 for itself. */
export interface ErrorAnswer {
  readonly error: {
    readonly exitCode: number;
    readonly message: string;
    /** ACK's code and request id, where it was ACK that refused. */
    readonly code?: string | undefined;
    readonly requestId?: string | undefined;
  };
}
