import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { AckError } from "../../ack/errors";
import type { Context } from "../../cluster/context/context";
import { bareId } from "../../cluster/context/place";
import { Problem } from "../../cluster/context/problem";
import { functions } from "../../cluster/functions/functions";
import { answerAsObject, answerFields, type PackageFunction } from "../../cluster/functions/packageFunction";
import type { Values } from "../../table/check";
import { containsUnknown, plain, unknown } from "../../table/values";
import { decode, encode, type Secrecy } from "./encode";
import { Unanswered } from "./failure";
import { namespace, resourceToken } from "./tokens";

/** Answers one of the package's functions. */
export async function invoke(request: proto.InvokeRequest, context: () => Context): Promise<proto.InvokeResponse> {
  const asked = named(request.getTok(), `${namespace}:`, () => true);
  const args = decode(request.getArgs()).values;
  const response = new proto.InvokeResponse();
  response.setReturn(encodeAnswer(asked, await answerTo(asked, args, request.getPreview(), context)));
  return response;
}

/**
 * Answers a method of a cluster: a function that is asked with the cluster's own id.
 *
 * @param regions  the regions of clusters that are known, by cluster id: a method is given only its id
 */
export async function call(
  request: proto.CallRequest,
  regions: ReadonlyMap<string, string>,
  context: () => Context,
): Promise<proto.CallResponse> {
  const asked = named(request.getTok(), `${resourceToken}/`, ({ isMethod }) => isMethod === true);
  const { __self__: clusterId, ...rest } = decode(request.getArgs()).values;
  const regionId = regions.get(bareId(plain(clusterId)));
  const args: Values = { clusterId, ...(regionId !== undefined && { regionId }), ...rest };
  const response = new proto.CallResponse();
  try {
    response.setReturn(encodeAnswer(asked, await answerTo(asked, args, request.getDryrun(), context)));
  } catch (error) {
    if (args.regionId !== undefined || !(error instanceof AckError && error.isClusterNotFound)) throw error;
    // A run with --target does not read the resources that it leaves alone.
    throw new Problem(
      `${error.message}\n  It was looked for in ${context().settings.region}, since this run does not know the cluster's region: set the argument regionId.`,
    );
  }
  return response;
}

function named(token: string, prefix: string, serves: (one: PackageFunction) => boolean): PackageFunction {
  const name = token.startsWith(prefix) ? token.slice(prefix.length) : "";
  const one = Object.hasOwn(functions, name) ? functions[name as keyof typeof functions] : undefined;
  if (one !== undefined && serves(one)) return one;
  throw new Unanswered(`ack-serverless has no function ${JSON.stringify(token)}`);
}

async function answerTo(
  asked: PackageFunction,
  args: Values,
  isPreview: boolean,
  context: () => Context,
): Promise<Values> {
  if (!isPreview || !containsUnknown(args)) return answerAsObject(asked, args, context());
  return Object.fromEntries(Object.keys(answerFields(asked)).map((name) => [name, unknown]));
}

function encodeAnswer(asked: PackageFunction, answer: Values) {
  const secret = Object.entries(answerFields(asked)).filter(([, field]) => field.secret === true);
  return encode(answer, new Map(secret.map(([name]): [string, Secrecy] => [name, "whole"])));
}
