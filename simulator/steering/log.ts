/** A request that arrived, carried out or not. */
export interface RecordedRequest {
  /** Undefined when the path belongs to no operation. */
  operation: string | undefined;
  method: string;
  path: string;
  query: Record<string, string>;
  /** Parsed when it is JSON, text otherwise, undefined when there is none. */
  body: unknown;
  /** The region of the endpoint, if it has one. */
  region: string | undefined;
  /** Without signature and tokens. */
  headers: Record<string, string>;
  /** Undefined when the connection was cut without an answer. */
  status: number | undefined;
  /** The simulated moment, milliseconds since 1970. */
  at: number;
  /** Real milliseconds until the answer was sent or the connection was cut; undefined before that. */
  durationMs: number | undefined;
}

const SECRET_HEADERS = new Set(["authorization", "x-acs-security-token", "x-acs-bearer-token"]);

/** The headers without signature and tokens. */
export function withoutSecrets(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADERS.has(name)));
}
