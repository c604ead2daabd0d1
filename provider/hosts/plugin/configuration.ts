import { isDeepStrictEqual } from "node:util";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { closest } from "fastest-levenshtein";
import { type Lookup, readSettings, settingRows, settingTable } from "../../ack/settings";
import type { Failure, Values } from "../../table/check";
import { containsUnknown } from "../../table/values";
import { decode, encode } from "./encode";
import { checkFailures } from "./resource";

/** Keys that the engine adds to a provider's configuration. */
const engineOwn = ["version", "pluginDownloadURL", "pluginChecksums", "__internal"];

/** A configuration as the settings reader needs it: by full key, values as text. */
export function lookup(values: Values): Lookup {
  return (key) => {
    const value = values[key.slice(key.indexOf(":") + 1)];
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value : JSON.stringify(value);
  };
}

/** The account's keys: secret in the state, even if the stack's configuration holds them in plain text. */
const keys = settingRows.flatMap(([name, { isSecret }]) => (isSecret ? [[name, "whole"] as const] : []));

/**
 * Checks a configuration; a value that is not known yet is checked once it is used. The engine does not tell here which
 * values are secret.
 */
export function checkConfig(request: proto.CheckRequest): proto.CheckResponse {
  const { values, secrets } = decode(request.getNews());
  const response = new proto.CheckResponse();
  response.setInputs(encode(values, new Map([...secrets, ...keys])));
  response.setFailuresList(checkFailures([...unknownNames(values), ...faults(values)]));
  return response;
}

function unknownNames(values: Values): Failure[] {
  const names = Object.keys(settingTable);
  return Object.keys(values)
    .filter((name) => !names.includes(name) && !engineOwn.includes(name))
    .map((property) => ({
      property,
      reason: `is not a setting of ack-serverless; did you mean "${closest(property, names)}"?`,
    }));
}

function faults(values: Values): Failure[] {
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => !containsUnknown(value)));
  return readSettings(lookup(known), {}, "ack-serverless").faults.map((reason) => ({ property: "", reason }));
}

/**
 * A changed configuration never replaces a resource: what the state records of a resource shows whether it belongs to
 * another region or account.
 */
export function diffConfig(request: proto.DiffRequest): proto.DiffResponse {
  const [olds, news] = [decode(request.getOlds()).values, decode(request.getNews()).values];
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (name) => Object.hasOwn(settingTable, name) && !isDeepStrictEqual(olds[name], news[name]),
  );
  const response = new proto.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  return response;
}

/** What this provider understands; the same in the handshake and in the answer to a configuration. */
export function capabilities<T extends proto.ProviderHandshakeResponse>(response: T): T {
  response.setAcceptSecrets(true);
  response.setAcceptResources(true);
  response.setAcceptOutputs(false);
  response.setSupportsAutonamingConfiguration(true);
  return response;
}

export function configured(): proto.ConfigureResponse {
  const response = new proto.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setAcceptresources(true);
  response.setAcceptoutputs(false);
  response.setSupportspreview(true);
  response.setSupportsAutonamingConfiguration(true);
  return response;
}
