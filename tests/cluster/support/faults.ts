import type { Fault } from "../../../simulator";

/** What a fault leaves the client with. */
export type Proof =
  /** No readable answer, or a fault of the service's own: it may have acted. */
  | "nothing"
  /** The service said "later". */
  | "later"
  /** The service said no. */
  | "refusal";

export interface FaultCase {
  readonly name: string;
  readonly fault: Fault;
  readonly proves: Proof;
  /** The reason as an error gives it. */
  readonly text: string;
  /** Settings that the case needs, so that it takes little real time. */
  readonly config?: Readonly<Record<string, string>>;
}

const NOT_JSON = "the answer is empty or not JSON, as a proxy or gateway on the way may send";
const SHORT_TIMEOUTS = { "ack-serverless:readTimeoutMs": "1000", "ack-serverless:connectTimeoutMs": "1000" };
const REQUEST_ID = "00000000-0000-0000-0000-000000000000";

/** Faults that leave open whether the service acted. With `acted` it did. */
export function ambiguousFaults(acted: boolean): FaultCase[] {
  const after = acted;
  const cases: Omit<FaultCase, "proves">[] = [
    {
      name: "500 with a code",
      fault: { kind: "status", status: 500, code: "InternalError", message: "An internal error occurred.", after },
      text: "An internal error occurred.",
    },
    {
      name: "503 ServiceUnavailable",
      fault: { kind: "status", status: 503, code: "ServiceUnavailable", message: "Try again.", after },
      text: "Try again.",
    },
    { name: "an HTML page with 502", fault: { kind: "html", status: 502, after }, text: NOT_JSON },
    { name: "an HTML page with 200", fault: { kind: "html", status: 200, after }, text: NOT_JSON },
    { name: "an empty answer with 500", fault: { kind: "empty", status: 500, after }, text: NOT_JSON },
    { name: "an empty answer with 200", fault: { kind: "empty", status: 200, after }, text: NOT_JSON },
    { name: "an answer that is JSON text", fault: { kind: "raw", status: 200, body: '"yes"', after }, text: NOT_JSON },
    {
      name: "a redirect",
      fault: { kind: "raw", status: 302, headers: { location: "http://127.0.0.1:1/" }, body: "{}", after },
      text: "the answer redirects elsewhere, which ACK never does: is the endpoint right?",
    },
  ];
  const cut: Omit<FaultCase, "proves">[] = acted
    ? [
        { name: "a lost answer", fault: { kind: "lostAnswer" }, text: "socket hang up" },
        { name: "an answer cut in its middle", fault: { kind: "truncated" }, text: "aborted" },
        {
          name: "an answer whose headers never come",
          fault: { kind: "slow", headersMs: 60_000 },
          text: "no answer came in time",
          config: SHORT_TIMEOUTS,
        },
        {
          name: "an answer whose body never comes",
          fault: { kind: "slow", bodyMs: 60_000 },
          text: "aborted",
          config: SHORT_TIMEOUTS,
        },
      ]
    : [{ name: "a connection cut before the request was read", fault: { kind: "reset" }, text: "socket hang up" }];
  return [...cases, ...cut].map((one) => ({ ...one, proves: "nothing" }));
}

export const throttling: FaultCase[] = [
  { status: 400, code: "Throttling.User" },
  { status: 429, code: "Throttling" },
  { status: 503, code: "Throttling.Api" },
].map(({ status, code }) => ({
  name: `throttling with ${status}`,
  fault: { kind: "status", status, code, message: "Request was denied due to user flow control." },
  proves: "later",
  text: "Request was denied due to user flow control.",
}));

export const refusals: FaultCase[] = [
  {
    name: "a key that is not known",
    fault: {
      kind: "raw",
      status: 404,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        Code: "InvalidAccessKeyId.NotFound",
        Message: "Specified access key is not found.",
        RequestId: REQUEST_ID,
      }),
    },
    proves: "refusal",
    text: "Specified access key is not found.",
  },
  {
    name: "an expired token",
    fault: {
      kind: "status",
      status: 400,
      code: "InvalidSecurityToken.Expired",
      message: "Specified SecurityToken is expired.",
    },
    proves: "refusal",
    text: "Specified SecurityToken is expired.",
  },
  {
    name: "a clock that is wrong",
    fault: {
      kind: "status",
      status: 400,
      code: "InvalidTimeStamp.Expired",
      message: "Specified time stamp or date value is expired.",
    },
    proves: "refusal",
    text: "Specified time stamp or date value is expired.",
  },
  {
    name: "a denial by RAM",
    fault: {
      kind: "status",
      status: 403,
      code: "StatusForbidden",
      message: "RAM policy Forbidden for action cs:Something",
    },
    proves: "refusal",
    text: "RAM policy Forbidden for action cs:Something",
  },
  {
    name: 'code "400" with the true code in its message',
    fault: {
      kind: "status",
      status: 400,
      code: "400",
      message: "Aliyun API Error: RequestId: 1 Status Code: 404 Code: EntityNotExist.Role Message: no such role",
    },
    proves: "refusal",
    text: "Aliyun API Error: RequestId: 1 Status Code: 404 Code: EntityNotExist.Role Message: no such role",
  },
];

/** The service that an operation is one of. */
export function serviceOf({ operation }: { readonly operation: string }): "ACK" | "STS" {
  return operation === "GetCallerIdentity" ? "STS" : "ACK";
}
