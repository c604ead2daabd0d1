import { masked } from "../cluster/context/hiding";

/** The severity of a line. An `error` would end the update, so there is none here. */
export type Severity = "debug" | "info" | "warning";

/** The engine's log, where a line can be about one resource. */
export interface EngineLog {
  /**
   * @param urn        the resource that the line is about; without one it appears under the stack
   * @param ephemeral  shown in the resource's row during the operation, and not kept
   */
  log(severity: Severity, message: string, urn?: string, ephemeral?: boolean): void;
  /** Waits until every line so far is delivered or dropped, so that none arrives after its operation's answer. */
  delivered(): Promise<void>;
}

/** The parts of the engine's protocol that the log uses. */
export interface Proto {
  readonly engine: {
    readonly LogRequest: new () => LogRequest;
    readonly LogSeverity: Readonly<Record<string, number>>;
  };
  readonly services: {
    readonly EngineClient: new (address: string, credentials: unknown, options: object) => EngineClient;
  };
  readonly grpc: { readonly credentials: { createInsecure(): unknown } };
}

interface LogRequest {
  setSeverity(severity: number): void;
  setMessage(message: string): void;
  setUrn(urn: string): void;
  setEphemeral(ephemeral: boolean): void;
}

interface EngineClient {
  log(request: LogRequest, callback: (error: unknown) => void): void;
}

const LARGEST_MESSAGE_BYTES = 400 * 1024 * 1024;

/** The log of the engine at `address`. A line that cannot be delivered is dropped: the log never fails an operation. */
export function engineLog(address: string | undefined, load: () => Proto = loadProto): EngineLog {
  let connection: { client: EngineClient; proto: Proto } | undefined;
  const underWay = new Set<Promise<void>>();
  return {
    log(severity, message, urn = "", ephemeral = false) {
      if (address === undefined) return;
      try {
        connection ??= connect(address, load());
        const { client, proto } = connection;
        const request = new proto.engine.LogRequest();
        request.setSeverity(proto.engine.LogSeverity[severity.toUpperCase()] ?? 0);
        request.setMessage(masked(message));
        request.setUrn(urn);
        request.setEphemeral(ephemeral);
        const sent = new Promise<void>((resolve) => client.log(request, () => resolve()));
        underWay.add(sent);
        sent.then(() => underWay.delete(sent));
      } catch {
        // Without the host's protobufs there is no log.
      }
    },
    async delivered() {
      await Promise.all(underWay);
    },
  };
}

function connect(address: string, proto: Proto): { client: EngineClient; proto: Proto } {
  const options = { "grpc.max_receive_message_length": LARGEST_MESSAGE_BYTES };
  return { proto, client: new proto.services.EngineClient(address, proto.grpc.credentials.createInsecure(), options) };
}

function loadProto(): Proto {
  const host = require.main;
  const grpc = host?.filename.includes("dynamic-provider") ? host.require("@grpc/grpc-js") : require("@grpc/grpc-js");
  return { engine: hostProto("engine_pb"), services: hostProto("engine_grpc_pb"), grpc } as Proto;
}

/** A module of the engine's protocol: the host's own copy, so that this package adds none and the versions agree. */
export function hostProto(module: string): unknown {
  const host = require.main;
  if (host?.filename.includes("dynamic-provider")) return host.require(`../../proto/${module}`);
  return require(`@pulumi/pulumi/proto/${module}`);
}

/** The engine's address as Pulumi hands it to a plugin: the last argument. */
export function engineAddress(argv: readonly string[]): string | undefined {
  return argv.filter((argument) => /^[\w.[\]:-]+:\d+$/.test(argument)).at(-1);
}
