/** Why a source gave no credential. The text holds nothing of the source's content. */
export class SourceFailed extends Error {
  override readonly name = "SourceFailed";
}

/** No usable credentials: says where they were looked for and what to set. */
export class NoCredentials extends Error {
  override readonly name = "NoCredentials";
}

/** What signs a request. */
export interface Credential {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
  /** When it ends, in milliseconds since 1970; `undefined` where the source does not tell. */
  readonly expiresAt?: number | undefined;
}

/** Where credentials come from. */
export interface Source {
  /** As errors name it. */
  readonly name: string;
  /** It has the same credential each time: there is no point in asking again. */
  readonly isFixed?: true;
  /**
   * Asks for a credential: reads the file, runs the command or calls the service again.
   *
   * @throws SourceFailed
   */
  fetch(): Promise<Credential>;
}

/** The text of a field that someone else has written; `undefined` for an empty one, and for anything else. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
