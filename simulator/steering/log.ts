/** A request that arrived, carried out or not. */
export interface RecordedRequest {
  /** Undefined when no route knows the path. */
  operation: string | undefined;
  method: string;
  path: string;
  query: Record<string, string>;
  /** Parsed when it is JSON, text otherwise, undefined when there is none. */
  body: unknown;
  /** The region of the endpoint, if that has one. */
  region: string | undefined;
  /** Without signature and tokens. */
  headers: Record<string, string>;
  /** Undefined when the connection was cut without an answer. */
  status: number | undefined;
  /** The simulated moment, milliseconds since 1970. */
  at: number;
  /** Real milliseconds until the answer was out, or the connection cut; undefined before. */
  durationMs: number | undefined;
}

const SECRET_HEADERS = new Set(["authorization", "x-acs-security-token", "x-acs-bearer-token"]);

/** Headers that may be shown. */
export function withoutSecrets(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADERS.has(name)));
}
