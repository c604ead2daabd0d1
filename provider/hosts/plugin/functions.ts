import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Context } from "../../cluster/context";
import { checkArguments, type Query, queries } from "../../cluster/query";
import type { Values } from "../../table/check";
import { containsUnknown, unknown } from "../../table/unknown";
import { decode, encode, type Secrecy } from "./encode";
import { Unanswered } from "./failure";
import { checkFailures } from "./resource";

const namespace = "ack-serverless:index";
export const resourceToken = `${namespace}:ServerlessCluster`;

/** Answers one of the package's functions. */
export async function invoke(request: proto.InvokeRequest, context: () => Context): Promise<proto.InvokeResponse> {
  const query = named(request.getTok(), `${namespace}:`);
  const response = new proto.InvokeResponse();
  const args = given(decode(request.getArgs()).values);
  const failures = checkArguments(query, args);
  if (failures.length > 0) response.setFailuresList(checkFailures(failures));
  else response.setReturn(encodeAnswer(query, await query.run(args, context())));
  return response;
}

/** Answers a method of a cluster: a function that is asked with the cluster's own id. */
export async function call(request: proto.CallRequest, context: () => Context): Promise<proto.CallResponse> {
  const query = named(request.getTok(), `${resourceToken}/`);
  const response = new proto.CallResponse();
  const { __self__: clusterId, ...rest } = decode(request.getArgs()).values;
  const args = given({ clusterId, ...rest });
  const failures = checkArguments(query, args);
  if (failures.length > 0) response.setFailuresList(checkFailures(failures));
  else if (request.getDryrun() && containsUnknown(args)) response.setReturn(encodeAnswer(query, unknownAnswer(query)));
  else response.setReturn(encodeAnswer(query, await query.run(args, context())));
  return response;
}

function named(token: string, prefix: string): Query {
  const query = token.startsWith(prefix) ? queries[token.slice(prefix.length)] : undefined;
  if (query === undefined) throw new Unanswered(`ack-serverless has no function ${JSON.stringify(token)}`);
  return query;
}

function given(args: Values): Values {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== null));
}

function unknownAnswer({ outputs }: Query): Values {
  return Object.fromEntries(Object.keys(outputs).map((name) => [name, unknown]));
}

function encodeAnswer({ outputs }: Query, answer: Values) {
  const secret = Object.entries(outputs).filter(([, field]) => field.secret === true);
  return encode(answer, new Map(secret.map(([name]): [string, Secrecy] => [name, "whole"])));
}
