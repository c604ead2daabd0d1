import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { AckError } from "../../ack/errors";
import type { Context } from "../../cluster/context/context";
import { Problem } from "../../cluster/context/problem";
import { type Query, queries } from "../../cluster/functions/query";
import type { Values } from "../../table/check";
import { containsUnknown, unknown } from "../../table/unknown";
import { decode, encode, type Secrecy } from "./encode";
import { Unanswered } from "./failure";

const namespace = "ack-serverless:index";
export const resourceToken = `${namespace}:ServerlessCluster`;

/** Answers one of the package's functions. */
export async function invoke(request: proto.InvokeRequest, context: () => Context): Promise<proto.InvokeResponse> {
  const query = named(request.getTok(), `${namespace}:`, () => true);
  const args = decode(request.getArgs()).values;
  const response = new proto.InvokeResponse();
  response.setReturn(encodeAnswer(query, await answerTo(query, args, request.getPreview(), context)));
  return response;
}

/**
 * Answers a method of a cluster: a function that is asked with the cluster's own id.
 *
 * @param regions  the regions of clusters that are known, by id: a method is told of its cluster nothing else
 */
export async function call(
  request: proto.CallRequest,
  regions: ReadonlyMap<unknown, string>,
  context: () => Context,
): Promise<proto.CallResponse> {
  const query = named(request.getTok(), `${resourceToken}/`, ({ isMethod }) => isMethod === true);
  const { __self__: clusterId, ...rest } = decode(request.getArgs()).values;
  const regionId = regions.get(clusterId);
  const args: Values = { clusterId, ...(regionId !== undefined && { regionId }), ...rest };
  const response = new proto.CallResponse();
  try {
    response.setReturn(encodeAnswer(query, await answerTo(query, args, request.getDryrun(), context)));
  } catch (error) {
    if (args.regionId !== undefined || !(error instanceof AckError && error.isClusterNotFound)) throw error;
    // A run with --target tells nothing of the resources that it leaves alone.
    throw new Problem(
      `${error.message}\n  It was looked for in ${context().settings.region}, since this run does not tell the cluster's region: say it with the argument regionId.`,
    );
  }
  return response;
}

function named(token: string, prefix: string, serves: (query: Query) => boolean): Query {
  const name = token.startsWith(prefix) ? token.slice(prefix.length) : "";
  const query = Object.hasOwn(queries, name) ? queries[name as keyof typeof queries] : undefined;
  if (query !== undefined && serves(query)) return query;
  throw new Unanswered(`ack-serverless has no function ${JSON.stringify(token)}`);
}

async function answerTo(query: Query, args: Values, isPreview: boolean, context: () => Context): Promise<Values> {
  if (!isPreview || !containsUnknown(args)) return query.run(args, context());
  return Object.fromEntries(Object.keys(query.outputs).map((name) => [name, unknown]));
}

function encodeAnswer({ outputs }: Query, answer: Values) {
  const secret = Object.entries(outputs).filter(([, field]) => field.secret === true);
  return encode(answer, new Map(secret.map(([name]): [string, Secrecy] => [name, "whole"])));
}
