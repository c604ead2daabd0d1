import * as grpc from "@grpc/grpc-js";
import * as services from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import type { Proto } from "../engineLog";

/** The plugin's own copies of the engine's protocol: it runs where there is no Pulumi SDK. */
export function engineProto(): Proto {
  return { engine, services, grpc } as unknown as Proto;
}
