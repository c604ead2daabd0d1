import { hostProto } from "./engineLog";

/** One of the engine's requests, as the dynamic host holds it. */
interface Request {
  getTimeout(): number;
}

interface Struct {
  toJavaScript(): object;
}

type RequestClass = { readonly prototype: Record<string, (this: Request) => unknown> };

/** The parts of the engine's protocol whose requests have a timeout. */
export type Requests = Readonly<
  Record<"CreateRequest" | "ReadRequest" | "UpdateRequest" | "DeleteRequest", RequestClass>
>;

/** Tells an operation the timeout of its request, or `undefined` where the request was not seen. */
export interface Timeouts {
  /** Of the create or read that has these values. */
  of(values: object): number | undefined;
  /** Of the update or delete that is being called: its handler asks for the id as the last step before it calls. */
  latest(): number | undefined;
}

/**
 * Watches the requests of the dynamic host, which hands no timeout on. Only the engine knows what a transform has made of
 * `customTimeouts`. Nothing is watched in a host without these requests; the recorded timeouts count there, as they do for
 * a read that is the first request of a process and so comes before this module.
 */
export function watchTimeouts(load: () => Requests = () => hostProto("provider_pb") as Requests): Timeouts {
  const seen = new WeakMap<object, number>();
  let latest: number | undefined;
  try {
    const { CreateRequest, ReadRequest, UpdateRequest, DeleteRequest } = load();
    const remember = (values: object, request: Request) => seen.set(values, request.getTimeout());
    for (const [one, getter] of [
      [CreateRequest, "getProperties"],
      [ReadRequest, "getProperties"],
      [ReadRequest, "getInputs"],
    ] as const) {
      afterwards(one, getter, (struct, request) => {
        if (struct !== undefined) rememberValues(struct as Struct, (values) => remember(values, request));
      });
    }
    for (const one of [UpdateRequest, DeleteRequest]) {
      afterwards(one, "getId", (_id, request) => {
        latest = request.getTimeout();
      });
    }
  } catch {
    // Another version of the host may have other requests.
  }
  return {
    of: (values) => seen.get(values),
    latest() {
      const timeout = latest;
      latest = undefined;
      return timeout;
    },
  };
}

/** Calls `then` with what a getter returned, each time. */
function afterwards({ prototype }: RequestClass, getter: string, then: (got: unknown, request: Request) => void): void {
  const original = prototype[getter];
  if (original === undefined || prototype.getTimeout === undefined) return;
  prototype[getter] = function () {
    const got = original.call(this);
    then(got, this);
    return got;
  };
}

/** Calls `then` with the values that the host reads from a struct. */
function rememberValues(struct: Struct, then: (values: object) => void): void {
  const original = struct.toJavaScript;
  struct.toJavaScript = () => {
    const values = original.call(struct);
    then(values);
    return values;
  };
}
