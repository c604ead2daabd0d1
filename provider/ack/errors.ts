import { type Answered, NO_CONNECTION } from "./exchange";
import type { AckErrorFacts, Failing } from "./failure";
import { type Operation, operations } from "./operations";
import { ProxyFailed } from "./proxy";
import { remedy } from "./remedies";

const services = { cs: "ACK", sts: "STS", vpc: "VPC", ecs: "ECS" } as const;

const words: Readonly<Record<Failing, (service: string) => string>> = {
  refused: (service) => `${service} refused the request`,
  throttled: (service) => `${service} is throttling requests`,
  unavailable: (service) => `${service} failed to handle the request`,
  lost: (service) => `no readable answer came from ${service}`,
  unsent: (service) => `the request did not reach ${service}`,
};

/** A failed call. The message says what was attempted, what came back and what to do, then what support will ask for. */
export class AckError extends Error {
  override readonly name = "AckError";
  readonly operation: Operation;
  readonly failing: Failing;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** Another attempt would fail the same way. */
  readonly isLasting: boolean;
  /** The service's own words, as they may be shown. */
  text: string;
  /** What ACK found wrong, as it may be shown. */
  #findings: readonly string[];
  readonly #facts: AckErrorFacts;

  constructor(facts: AckErrorFacts) {
    super(message(facts));
    this.#facts = facts;
    this.#findings = facts.findings ?? [];
    this.operation = facts.operation;
    this.failing = facts.failing;
    this.code = facts.code;
    this.status = facts.status;
    this.text = facts.text;
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
    this.isLasting = facts.isLasting === true || facts.failing === "refused";
  }

  /** The same error with a sentence on why the call is not repeated. */
  withNote(note: string): AckError {
    return new AckError({ ...this.#facts, text: this.text, findings: this.#findings, note });
  }

  /** The same error of another attempt, which shared the call. */
  during(attempt: string): AckError {
    return new AckError({ ...this.#facts, text: this.text, findings: this.#findings, attempt });
  }

  /** The call is not repeated only because the operation's time ends before. */
  get isOutOfTime(): boolean {
    return this.#facts.note !== undefined;
  }

  /** The service may have acted although the call failed. */
  get isAmbiguous(): boolean {
    return this.failing === "lost" || this.failing === "unavailable";
  }

  /** True where the answer names `code`, as its code or, as ACK sometimes does, inside its message. */
  is(code: string): boolean {
    return this.code === code || new RegExp(`\\b(Code|code): ?"?${code}\\b`).test(this.#facts.text);
  }

  /** ACK's word for a cluster that is not there. By itself it does not prove that the cluster is gone. */
  get isClusterNotFound(): boolean {
    return this.is("ErrorClusterNotFound");
  }

  /** The credentials themselves are wrong, disabled or over: no call with them succeeds. */
  get isBadCredential(): boolean {
    return /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|InvalidTimeStamp)/.test(
      this.code ?? "",
    );
  }

  /** The credential has expired, or is no longer known: another one may serve. */
  get isSpentCredential(): boolean {
    return /^(InvalidSecurityToken|InvalidAccessKeyId)/.test(this.code ?? "");
  }

  /** RAM denies the call to the account in use. */
  get isDenied(): boolean {
    if (this.isBadCredential || this.#facts.isForeign === true) return false;
    return this.status === 403 || /^(StatusForbidden|Forbidden\b|NoPermission)/.test(this.code ?? "");
  }

  /** The cluster is busy with something else: the same call may succeed later. */
  get isBusy(): boolean {
    if (this.failing !== "refused" || this.isDenied || /exist|duplicat|notfound/i.test(this.code ?? "")) return false;
    const isCode = this.is("ErrorClusterState") || this.code?.startsWith("DependencyViolation") === true;
    return isCode || this.status === 409 || saysBusy(this.#facts.text);
  }

  /** Hides secrets in what the error says in the service's own words. What it proves stays as it is. */
  hide(hidden: (text: string) => string): void {
    // What was hidden before stays hidden: the credential is taken out first, then the secrets of the operation.
    this.text = hidden(this.text);
    this.#findings = this.#findings.map(hidden);
    const shown = message({ ...this.#facts, text: this.text, findings: this.#findings });
    if (this.stack !== undefined) this.stack = this.stack.replace(this.message, () => shown);
    this.message = shown;
  }
}

/** True for ACK's words for "something else is at work"; which codes it uses is not published. */
export function saysBusy(text: string): boolean {
  return (
    /\bstatus (does )?not match/i.test(text) ||
    /\bis not (in )?(the )?(running|active)\b/i.test(text) ||
    text.split(/[\n\r\u2028\u2029]/).some(saysAtWork)
  );
}

/** One search for each part, and none within another: a text can be long. */
function saysAtWork(line: string): boolean {
  const subject = /\b(cluster|addon|add-on|component)\b/i.exec(line);
  if (subject === null) return false;
  const rest = line.slice(subject.index + subject[0].length);
  return /\b(is (busy|updating|upgrading|being (updated|upgraded))|in operation)\b/i.test(rest);
}

function message(facts: AckErrorFacts): string {
  const labels = [
    `operation: ${facts.operation}`,
    facts.code && `code: ${facts.code}`,
    facts.status && `status: ${facts.status}`,
    facts.requestId && `request id: ${facts.requestId}`,
  ].filter(Boolean);
  const advice = remedy(facts);
  return [
    `${facts.attempt}: ${words[facts.failing](services[operations[facts.operation].product])}: ${facts.text}`,
    ...(facts.findings ?? []).map((finding) => `  - ${finding}`),
    ...(advice === undefined ? [] : [`  ${advice}`]),
    ...(facts.note === undefined ? [] : [`  ${facts.note}`]),
    `  ${labels.join("   ")}`,
  ].join("\n");
}

interface SdkError {
  readonly name?: string;
  readonly code?: unknown;
  readonly message?: string;
  /** What the operating system was asked to do. */
  readonly syscall?: string | undefined;
  /** One for each address of a host that was tried. */
  readonly errors?: readonly { readonly syscall?: string }[] | undefined;
  readonly statusCode?: number;
  readonly requestId?: string;
  readonly retryAfter?: number;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly accessDeniedDetail?: Readonly<Record<string, unknown>> | null;
}

const neverConnected: readonly unknown[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  NO_CONNECTION,
];

/** A header that holds what no header can, and an endpoint that does not speak TLS. */
const unsendable: readonly unknown[] = ["ERR_INVALID_CHAR", "EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER"];

/** What a call was. */
export interface Called {
  readonly operation: Operation;
  readonly attempt: string;
  /** Replaces wire names by the names that a program uses. */
  readonly rename?: ((text: string) => string) | undefined;
}

const NO_JSON = "the answer is empty or not JSON, as a proxy or gateway on the way may send";
const NO_REASON = "the answer gives no reason";

/**
 * Reads what the vendor's client throws. Source: measured with @alicloud/cs20151215 7.2.0.
 *
 * @param answer  the head of the answer, where one came: an error that is not JSON makes the client forget it
 */
export function fromSdk(thrown: unknown, called: Called, answer?: Answered): AckError {
  const error = thrown as SdkError;
  if (error.statusCode !== undefined) return fromAnswer(error, called, answer);
  if (answer !== undefined && answer.status >= 400 && ["SyntaxError", "TypeError"].includes(error.name ?? ""))
    return fromHead(error, called, answer);
  return fromTransport(error, called);
}

function fromAnswer(error: SdkError, { operation, attempt, rename = (text) => text }: Called, answer?: Answered) {
  const status = error.statusCode as number;
  const body = error.data ?? {};
  const code = known(error.code) ?? "";
  // The vendor's own message has the word "undefined" where the answer's is missing.
  const text = rename(known(body.message ?? body.Message) ?? NO_REASON);
  const findings = (Array.isArray(body.data) ? body.data : []).flatMap((finding: Partial<SdkError> | null) => {
    const told = [known(finding?.code), known(finding?.message)].filter((part) => part !== undefined);
    return told.length > 0 ? [rename(told.join(": "))] : [];
  });
  return new AckError({
    operation,
    attempt,
    failing: failing(status, code, text),
    text,
    code: innerCode(code, text),
    status,
    requestId: known(error.requestId) ?? known(body.request_id) ?? answer?.requestId,
    findings: findings.length > 1 ? findings : [],
    retryAfterMs: error.retryAfter ?? answer?.retryAfterMs,
    deniedAction: known(error.accessDeniedDetail?.AuthAction) ?? /for action (\S+)/.exec(text)?.[1],
  });
}

/** An error whose body the client cannot read: HTML or XML, or `null`, on which it stumbles. */
function fromHead({ name }: SdkError, { operation, attempt }: Called, answer: Answered): AckError {
  const isForeign = name === "SyntaxError";
  const proof = failing(answer.status, "", "");
  return new AckError({
    operation,
    attempt,
    failing: isForeign && proof !== "throttled" ? "lost" : proof,
    text: isForeign ? NO_JSON : NO_REASON,
    isForeign,
    ...answer,
  });
}

function fromTransport(error: SdkError, { operation, attempt }: Called): AckError {
  if (error instanceof ProxyFailed) {
    const { message: text, isPassing } = error;
    return new AckError({ operation, attempt, failing: "unsent", text, isLasting: !isPassing });
  }
  const code = known(error.code);
  const isLasting = isUntrusted(code) || unsendable.includes(code);
  const failing = isLasting || wasNotConnected(error) ? "unsent" : "lost";
  return new AckError({ operation, attempt, code, failing, isLasting, text: transportText(error) });
}

function wasNotConnected({ code, syscall, errors }: SdkError): boolean {
  const [tried] = Array.isArray(errors) ? errors : [];
  return neverConnected.includes(code) || (syscall ?? tried?.syscall) === "connect";
}

function isUntrusted(code: string | undefined): boolean {
  return /CERT|SELF_SIGNED|VERIFY_LEAF/.test(code ?? "");
}

/** Why no readable answer came. */
export function transportText(error: SdkError): string {
  const { name, message } = error;
  const code = known(error.code);
  if (code === NO_CONNECTION) return message as string;
  if (wasNotConnected(error)) return `${code}: is the endpoint right, and can this machine reach it?`;
  if (isUntrusted(code))
    return `the certificate of the endpoint is not trusted (${code}): where a company's proxy or gateway signs its own, name its authority's file in NODE_EXTRA_CA_CERTS`;
  if (unsendable.includes(code))
    return `the request cannot be sent (${code}): is a credential or an endpoint mistyped, or written with a line break?`;
  if (name === "SyntaxError") return NO_JSON;
  if (name === "RequestTimeoutError") return "no answer came in time";
  // The vendor's client appends the request line.
  return message?.replace(/(GET|POST|PUT|DELETE) https?:\/\/\S+ failed\.$/, "") || "the connection broke";
}

function failing(status: number, code: string, text: string): Failing {
  if (/Throttling/.test(code) || status === 429 || /QPS Limit Exceeded/.test(text)) return "throttled";
  if (status >= 500 || code === "ServiceUnavailable" || code === "InternalError") return "unavailable";
  return "refused";
}

/** ACK sometimes answers code "400" and puts the true code of a service behind it into the message. */
function innerCode(code: string, text: string): string | undefined {
  if (code !== "" && !/^\d+$/.test(code)) return code;
  return /Code: ([A-Za-z][\w.]*)/.exec(text)?.[1] ?? (code || undefined);
}

/** The vendor's client writes the word "undefined" for what an answer lacks. */
function known(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value !== "undefined" ? value : undefined;
}
