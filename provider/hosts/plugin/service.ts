import type * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isExpected, Problem } from "../../cluster/context/problem";
import { type EngineLog, engineLog } from "../engineLog";
import { secretly } from "../secrecy";
import { Session } from "../session";
import { capabilities, checkConfig, configured, diffConfig, lookup } from "./configuration";
import { decode, secretValues } from "./encode";
import { answer, Unanswered } from "./failure";
import { mapping, mappings } from "./mapping";
import { engineProto } from "./proto";
import { Resource } from "./resource";
import { resourceToken } from "./tokens";

const cancelled = 'cancelled: ACK finishes what it has begun; run "pulumi up" to continue';

/** Loaded at the first call, since most programs call none. */
const functions = () => require("./functions") as typeof import("./functions");

/** The package schema, read on the first request. */
function schema(): { readonly version: string } {
  return require("../../schema.json");
}

/**
 * Pulumi's provider protocol. Every call is decoded, passed to the core, and encoded again: nothing is decided here.
 *
 * @param engine  the engine's address; an engine that attaches to a running provider sends it later
 */
export function service(engine: string | undefined): grpc.UntypedServiceImplementation {
  let current = engineLog(engine, engineProto);
  const log: EngineLog = {
    log: (...line) => current.log(...line),
    delivered: () => current.delivered(),
  };
  let stop = new AbortController();
  const session = new Session(log, "ack-serverless");
  const resource = new Resource(session, log, () => stop.signal);
  const context = () => session.context(undefined, undefined, stop.signal);
  const attach = (address: string) => {
    // A plugin that runs under a debugger outlives the run that was cancelled, and serves the next one.
    if (stop.signal.aborted) stop = new AbortController();
    if (address !== "" && address !== engine) current = engineLog(address, engineProto);
  };
  const unary = <Q, R>(operation: (request: Q) => Promise<R> | R) => answering(operation, log);

  return {
    handshake: unary((request: proto.ProviderHandshakeRequest) => {
      attach(request.getEngineAddress());
      return capabilities(new proto.ProviderHandshakeResponse());
    }),
    attach: unary((request: plugin.PluginAttach) => {
      attach(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(pluginInfo),
    getSchema: unary(packageSchema),
    checkConfig: unary(checkConfig),
    diffConfig: unary(diffConfig),
    configure: unary((request: proto.ConfigureRequest) => {
      session.configure(lookup(decode(request.getArgs()).values));
      return configured();
    }),
    check: unary((request: proto.CheckRequest) => guarded(request, () => resource.check(request))),
    diff: unary((request: proto.DiffRequest) => guarded(request, () => resource.diff(request))),
    create: unary((request: proto.CreateRequest) => guarded(request, () => resource.create(request))),
    read: unary((request: proto.ReadRequest) => guarded(request, () => resource.read(request))),
    update: unary((request: proto.UpdateRequest) => guarded(request, () => resource.update(request))),
    delete: unary(async (request: proto.DeleteRequest) => {
      await guarded(request, () => resource.delete(request));
      return new Empty();
    }),
    list: listing(context),
    invoke: unary((request: proto.InvokeRequest) => functions().invoke(request, context)),
    call: unary((request: proto.CallRequest) => functions().call(request, resource.regions, context)),
    cancel: unary(() => {
      stop.abort(new Problem(cancelled));
      return new Empty();
    }),
    getMapping: unary((request: proto.GetMappingRequest) => mapping(request, schema().version)),
    getMappings: unary(mappings),
    construct: unary(() => unanswered("has no components: all its resources are custom resources")),
    parameterize: unary(() => unanswered("takes no parameters")),
  };
}

function pluginInfo(): plugin.PluginInfo {
  const info = new plugin.PluginInfo();
  info.setVersion(schema().version);
  return info;
}

function packageSchema(): proto.GetSchemaResponse {
  const response = new proto.GetSchemaResponse();
  response.setSchema(JSON.stringify(schema()));
  return response;
}

/** The properties that a request about a resource can carry. */
interface Carrying {
  getNews?(): Struct | undefined;
  getOlds?(): Struct | undefined;
  getOldInputs?(): Struct | undefined;
  getInputs?(): Struct | undefined;
  getProperties?(): Struct | undefined;
}

/** Runs an operation so that its texts mask what the request marks as secret. */
function guarded<T>(request: Carrying, operation: () => Promise<T> | T): Promise<T> {
  const structs = [
    request.getNews?.(),
    request.getOlds?.(),
    request.getOldInputs?.(),
    request.getInputs?.(),
    request.getProperties?.(),
  ];
  return secretly(
    structs.flatMap((struct) => secretValues(decode(struct))),
    operation,
  );
}

function unanswered(reason: string): never {
  throw new Unanswered(`the provider ack-serverless ${reason}`);
}

/** A call with one answer. Its log lines arrive before the answer does. */
function answering<Q, R>(operation: (request: Q) => Promise<R> | R, log: EngineLog) {
  return async (call: { request: Q }, reply: grpc.sendUnaryData<R>): Promise<void> => {
    try {
      const response = await operation(call.request);
      await log.delivered();
      reply(null, response);
    } catch (error) {
      if (!isExpected(error) && error instanceof Error) log.log("debug", error.stack ?? error.message);
      await log.delivered();
      reply(answer(error));
    }
  };
}

/** The clusters that could be imported, one message each. */
function listing(context: () => ReturnType<Session["context"]>) {
  return async (call: grpc.ServerWritableStream<proto.ListRequest, proto.ListResponse>): Promise<void> => {
    try {
      if (call.request.getToken() !== resourceToken) unanswered(`has no resource ${call.request.getToken()} to list`);
      const most = call.request.getLimit() > 0 ? call.request.getLimit() : Number.POSITIVE_INFINITY;
      const filter = decode(call.request.getQuery()).values;
      const { inventory } =
        require("../../cluster/functions/getClusters") as typeof import("../../cluster/functions/getClusters");
      for (const { id, name } of (await inventory(filter, context())).slice(0, most)) {
        const result = new proto.ListResponse.Result();
        result.setId(id);
        result.setName(name);
        const response = new proto.ListResponse();
        response.setResult(result);
        call.write(response);
      }
      call.end();
    } catch (error) {
      call.emit("error", answer(error));
    }
  };
}
