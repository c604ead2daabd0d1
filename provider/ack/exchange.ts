import { AsyncLocalStorage } from "node:async_hooks";
import { channel } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { vendorModules } from "./vendorModules";

/** Far above anything that ACK answers. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/** Named as the vendor's client names its own. */
class TooLate extends Error {
  override readonly name = "RequestTimeoutError";
}

/** The head of an answer. */
export interface Answered {
  readonly status: number;
  readonly requestId: string | undefined;
}

/**
 * Watches the requests of one call. The vendor's client collects an answer of any length, unpacks what is compressed, and
 * its timeout is lost on a connection that served another call before: such a call would never end.
 */
export class Exchange {
  /** The last answer that began. */
  answer: Answered | undefined;
  readonly #requests: ClientRequest[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  #refuse: (reason: unknown) => void = () => {};
  readonly #refused = new Promise<never>((_, reject) => {
    this.#refuse = reject;
  });

  /** @param timeoutMs  for each request, from its first byte to the last one of its answer */
  constructor(private readonly timeoutMs: number) {}

  /**
   * Makes the call.
   *
   * @param signal  ends it at once: only for a call that changes nothing
   * @throws Error for an answer that is too long, compressed or too late, at once; whatever the call or the signal throws
   */
  async run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    prepare();
    const interrupt = () => this.#refuse(signal?.reason);
    signal?.addEventListener("abort", interrupt);
    try {
      return await Promise.race([present.run(this, call), this.#refused]);
    } finally {
      signal?.removeEventListener("abort", interrupt);
      this.#end();
    }
  }

  watch(request: ClientRequest): void {
    this.#requests.push(request);
    this.#timers.push(setTimeout(() => this.#refuse(new TooLate("no answer in time")), this.timeoutMs));
    request.once("response", (response: IncomingMessage) => {
      const { "content-encoding": encoding = "identity", "x-acs-request-id": requestId } = response.headers;
      this.answer = { status: response.statusCode ?? 0, requestId: requestId?.toString() };
      // A few compressed bytes can stand for gigabytes.
      if (encoding !== "identity") this.#refuse(new Error(`the answer is compressed (${encoding}), unasked`));
    });
    let bytes = 0;
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= LARGEST_ANSWER_BYTES) return;
      this.#refuse(new Error(`the answer is longer than ${LARGEST_ANSWER_BYTES} bytes`));
      request.destroy();
    };
    const { socket } = request;
    const listen = (to: NonNullable<typeof socket>) => {
      to.on("data", count);
      request.once("close", () => to.off("data", count));
    };
    if (socket) listen(socket);
    else request.once("socket", listen);
  }

  /** Closes the connections whose answer was not read to its end: a request that is over has let go of its own. */
  #end(): void {
    for (const request of this.#requests) request.destroy();
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

const present = new AsyncLocalStorage<Exchange>();
channel("http.client.request.start").subscribe((message) => {
  present.getStore()?.watch((message as { readonly request: ClientRequest }).request);
});

let isPrepared = false;

/**
 * Changes what the vendor's client does with the requests of our calls, and with those only: a program may use the same
 * modules for its own ones.
 */
function prepare(): void {
  if (isPrepared) return;
  isPrepared = true;
  const { httpx, debug } = vendorModules();
  for (const module of httpx) {
    const { request } = module;
    // Certificates are verified whatever the environment says, also where the client leaves that to Node.
    const ours = (options: Parameters<typeof request>[1]) => ({ ...options, rejectUnauthorized: true });
    module.request = (url, options) => request(url, present.getStore() === undefined ? options : ours(options));
  }
  for (const module of debug) {
    const { log } = module;
    // With DEBUG=*, headers and bodies would be written, and with them tokens and kubeconfigs.
    module.log = function (this: unknown, ...texts) {
      if (present.getStore() === undefined) log.apply(this, texts);
    };
  }
}
