/** One resource of a state file. Secrets in it are encrypted. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly external?: boolean;
  readonly delete?: boolean;
  readonly pendingReplacement?: boolean;
  readonly aliases?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
}

/** A state file's content: what `pulumi stack export` gives as `deployment`. */
export interface StackState {
  readonly manifest?: unknown;
  readonly secrets_providers?: unknown;
  readonly resources: readonly ResourceState[];
  readonly pending_operations: readonly { readonly resource: ResourceState; readonly type: string }[];
}
