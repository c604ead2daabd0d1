import { AsyncLocalStorage } from "node:async_hooks";
import { channel } from "node:diagnostics_channel";
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/** Far above anything that ACK answers. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/** The code of a request for which no connection was established in time: nothing was sent. */
export const NO_CONNECTION = "NO_CONNECTION";

/** Named as the vendor's client names its own. */
class TooLate extends Error {
  override readonly name = "RequestTimeoutError";
}

class NoConnection extends Error {
  override readonly name = "NoConnection";
  readonly code = NO_CONNECTION;
}

/** The head of an answer. */
export interface Answered {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
}

/** How long a request may take, in milliseconds. */
export interface Timeouts {
  /** Until its connection is established, the certificate verified. */
  readonly connectMs: number;
  /** Until the last byte of its answer. */
  readonly totalMs: number;
}

const present = new AsyncLocalStorage<Exchange>();

/**
 * Watches the requests of one call. The vendor's client collects an answer of any length, unpacks what is compressed, and
 * its timeout is lost on a connection that served another call before: such a call would never end.
 */
export class Exchange {
  /** The exchange whose call is running. */
  static get current(): Exchange | undefined {
    return present.getStore();
  }

  /** The last answer that began. */
  answer: Answered | undefined;
  readonly #requests: ClientRequest[] = [];
  readonly #sockets: Socket[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  #connecting: NodeJS.Timeout | undefined;
  #refuse: (reason: unknown) => void = () => {};
  readonly #refused = new Promise<never>((_, reject) => {
    this.#refuse = reject;
  });

  constructor(private readonly timeouts: Timeouts) {}

  /**
   * Makes the call.
   *
   * @param signal  ends it at once: only for a call that changes nothing
   * @throws Error for an answer that is too long, compressed or too late, at once; whatever the call or the signal throws
   */
  async run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const interrupt = () => this.fail(signal?.reason);
    signal?.addEventListener("abort", interrupt);
    try {
      return await Promise.race([present.run(this, call), this.#refused]);
    } catch (error) {
      // A connection that waits for a proxy has no request yet. The error ends the wait of its agent, too.
      for (const socket of this.#sockets) socket.destroy(error as Error);
      throw error;
    } finally {
      signal?.removeEventListener("abort", interrupt);
      this.#end();
    }
  }

  /** Ends the call with this failure. */
  fail(failure: unknown): void {
    this.#refuse(failure);
  }

  /**
   * A request sets out.
   *
   * @param way  where it goes, for the error of one that is not connected in time
   */
  setOut(way: string): void {
    clearTimeout(this.#connecting);
    const { connectMs } = this.timeouts;
    const text = `no connection to ${way} was established within ${connectMs} ms: does a firewall drop the packets, or does the way out need a proxy (HTTPS_PROXY)?`;
    this.#connecting = setTimeout(() => this.fail(new NoConnection(text)), connectMs);
  }

  /** A connection of the call was opened. */
  hold(socket: Socket): void {
    this.#sockets.push(socket);
    socket.on("error", () => {});
  }

  watch(request: ClientRequest): void {
    this.#requests.push(request);
    this.#timers.push(setTimeout(() => this.fail(new TooLate("no answer in time")), this.timeouts.totalMs));
    request.once("response", (response: IncomingMessage) => {
      this.answer = answered(response);
      clearTimeout(leftTimer(response.socket));
      const { "content-encoding": encoding = "identity" } = response.headers;
      // A few compressed bytes can stand for gigabytes.
      if (encoding !== "identity") this.fail(new Error(`the answer is compressed (${encoding}), unasked`));
    });
    let bytes = 0;
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= LARGEST_ANSWER_BYTES) return;
      this.fail(new Error(`the answer is longer than ${LARGEST_ANSWER_BYTES} bytes`));
      request.destroy();
    };
    const listen = (socket: Socket) => {
      whenConnected(socket, () => clearTimeout(this.#connecting));
      socket.on("data", count);
      request.once("close", () => socket.off("data", count));
    };
    const { socket } = request;
    if (socket) listen(socket);
    else request.once("socket", listen);
  }

  /** Closes the connections whose answer was not read to its end: a request that is over has let go of its own. */
  #end(): void {
    for (const request of this.#requests) request.destroy();
    for (const timer of this.#timers) clearTimeout(timer);
    clearTimeout(this.#connecting);
  }
}

/** A connection that served another request is established already. */
function whenConnected(socket: Socket, connected: () => void): void {
  const { encrypted, secureConnecting } = socket as TLSSocket & { readonly secureConnecting?: boolean };
  if (!socket.connecting && secureConnecting !== true) connected();
  else socket.once(encrypted ? "secureConnect" : "connect", connected);
}

/**
 * The timer that the vendor's HTTP library sets on a connection for each request, and which the vendor's client, that reads
 * the body by itself, never clears: it would hold the request and its answer for the whole of the timeout.
 */
function leftTimer(socket: Socket): NodeJS.Timeout | undefined {
  const key = Object.getOwnPropertySymbols(socket).find(({ description }) => description === "TIMER::READ_TIMER");
  return key && (socket as unknown as Readonly<Record<symbol, NodeJS.Timeout>>)[key];
}

function answered({ statusCode = 0, headers }: IncomingMessage): Answered {
  const requestId = headers["x-acs-request-id"]?.toString();
  return { status: statusCode, requestId, retryAfterMs: retryAfterMs(headers) };
}

/** How long an answer asks to wait: a gateway writes seconds or a date. */
function retryAfterMs({ "retry-after": text }: IncomingHttpHeaders): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return ms > 0 ? ms : undefined;
}

channel("http.client.request.start").subscribe((message) => {
  present.getStore()?.watch((message as { readonly request: ClientRequest }).request);
});
channel("net.client.socket").subscribe((message) => {
  present.getStore()?.hold((message as { readonly socket: Socket }).socket);
});
