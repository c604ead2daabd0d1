import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { plain } from "../../table/values";

/** A failure as gRPC answers it. */
export interface Answer {
  readonly code: status;
  readonly message: string;
  readonly metadata?: Metadata;
}

/** A failure of a resource that exists: the engine keeps the resource in the state, with the reason. */
export class HalfDone extends Error {
  constructor(
    readonly id: string,
    readonly properties: Struct,
    reason: string,
    readonly inputs?: Struct,
  ) {
    super(reason);
  }
}

/** A call that this provider does not support. */
export class Unanswered extends Error {}

/** A failure for the engine, which shows the message and records what is known of a resource that exists. */
export function answer(error: unknown): Answer {
  const message = error instanceof Error ? error.message : plain(error);
  if (error instanceof Unanswered) return { code: status.UNIMPLEMENTED, message };
  if (!(error instanceof HalfDone)) return { code: status.UNKNOWN, message };
  const detail = new ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(error.properties);
  detail.setInputs(error.inputs);
  detail.setReasonsList([message]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const whole = new Status();
  whole.setCode(status.UNKNOWN);
  whole.setMessage(message);
  whole.addDetails(any);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
  return { code: status.UNKNOWN, message, metadata };
}
