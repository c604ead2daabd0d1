import { backOff, type Clock } from "./clock";
import { AckError } from "./errors";
import { NO_CONNECTION } from "./exchange";
import { joined } from "./joined";
import { type Limiter, limiter } from "./limiter";
import { type Operation, operations } from "./operations";
import type { Settings } from "./settings";
import { type Call, Wire, type WireOptions } from "./wire";

export type { CallRecord } from "./wire";

const MOST_ATTEMPTS = 5;
const MOST_ATTEMPTS_WHEN_THROTTLED = 10;
/** Dropped packets are named within half a minute. */
const MOST_ATTEMPTS_WITHOUT_CONNECTION = 2;
const LONGEST_RETRY_INTERVAL_MS = 20_000;
/** What ACK asks for beyond this is taken for a mistake, as the vendor's own client does. */
const LONGEST_RETRY_AFTER_MS = 120_000;

/** A call, and the time that it has. */
export interface Request extends Call {
  /** When the operation must be over, as the clock tells it: no pause ends later. Default: never. */
  readonly deadline?: number;
}

/** ACK in one region, with one account. */
export interface Ack {
  readonly region: string;
  /**
   * Makes one call; repeats it after a failure that proves it did nothing, and a repeatable one after any passing fault.
   *
   * @returns the answer's JSON; `{}` for an operation without one. A bare array comes as it is.
   * @throws AckError on a failed call; NoCredentials when there are none.
   */
  call(operation: Operation, request: Request, signal?: AbortSignal): Promise<unknown>;
}

/** One gate for calls that read and one for calls that write. */
export interface Limits {
  readonly reads: Limiter;
  readonly writes: Limiter;
}

/** After a rest, a second's calls may go at once: a service that counts by the second is never asked for more. */
const BURST_SECONDS = 1;

/** The gates that the settings ask for. */
export function limitsFor({ readsPerSecond, writesPerSecond }: Settings, clock: Clock): Limits {
  const gate = (perSecond: number) => limiter(clock, perSecond, Math.max(1, perSecond * BURST_SECONDS));
  return { reads: gate(readsPerSecond), writes: gate(writesPerSecond) };
}

/** Whose calls a client makes, and with whom it shares what. */
export interface ClientOptions extends WireOptions {
  /** Shared by all clients of an account, so that many resources together stay polite. */
  readonly limits?: Limits;
}

/** ACK through the vendor's client. */
export function connect(options: ClientOptions): Ack {
  const { region, clock, settings } = options;
  const wire = new Wire(options);
  const limits = options.limits ?? limitsFor(settings, clock);
  const joinIdentity = joined<unknown>();
  const ack: Ack = {
    region,
    async call(operation, request, signal) {
      const gate = operations[operation].phase === "read" ? limits.reads : limits.writes;
      const { deadline = Number.POSITIVE_INFINITY } = request;
      for (let attempt = 0; ; attempt++) {
        if (!(await gate.pass(signal, deadline))) throw heldBack(operation, request);
        try {
          const answer = await wire.send(operation, request, signal);
          gate.succeed();
          return answer;
        } catch (error) {
          if (!(error instanceof AckError)) throw error;
          const asked = Math.min(error.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
          const pause = Math.max(asked, backOff(clock, attempt, settings.retryIntervalMs, LONGEST_RETRY_INTERVAL_MS));
          if (error.failing === "throttled") gate.slowDown(pause);
          if (!mayRepeat(error, attempt)) throw error;
          if (clock.now() + pause > deadline) throw error.withNote(TIME_IS_OVER);
          await clock.sleep(pause, signal);
        }
      }
    },
  };
  return {
    region,
    call: (operation, request, signal) => {
      const send = () => ack.call(operation, request, signal);
      // A fleet's resources ask for the account all at once, and get the same answer.
      if (operation !== "GetCallerIdentity") return send();
      const { deadline, attempt } = request;
      // Another attempt to connect would take as long again, and most likely end the same.
      const ownFailure = (shared: unknown) =>
        shared instanceof AckError && shared.code === NO_CONNECTION && !shared.isOutOfTime
          ? shared.during(attempt)
          : undefined;
      return joinIdentity(send, deadline, signal, ownFailure);
    },
  };
}

const TIME_IS_OVER =
  "The operation's time ends before the call may be repeated: raise it in customTimeouts, or run the command again.";

function heldBack(operation: Operation, { attempt }: Request): AckError {
  const text =
    "its turn would come after the operation's timeout: other calls are queued first, or the service is throttling them";
  return new AckError({ operation, attempt, failing: "unsent", text, note: TIME_IS_OVER });
}

function mayRepeat(error: AckError, attempt: number): boolean {
  if (attempt + 1 >= mostAttempts(error) || error.isLasting) return false;
  return !error.isAmbiguous || operations[error.operation].repeat === "safe";
}

function mostAttempts({ failing, code }: AckError): number {
  if (failing === "throttled") return MOST_ATTEMPTS_WHEN_THROTTLED;
  return code === NO_CONNECTION ? MOST_ATTEMPTS_WITHOUT_CONNECTION : MOST_ATTEMPTS;
}
