import type * as pulumi from "./pulumi";

/** Whose account and which region a function uses. */
export interface FunctionOptions {
  /** A `Provider`. Default: the stack's configuration, then the environment. */
  readonly provider?: pulumi.ProviderResource | undefined;
}

/** Arguments that may come from other resources. A preview does not call while one of them is unknown. */
export type Inputs<A> = { readonly [K in keyof A]: pulumi.Input<A[K]> };
