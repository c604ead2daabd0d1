import type { Ack } from "../../ack/client";
import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { objectsIn } from "../../table/values";
import { type Addon, configText, parseConfig } from "../properties/addons";
import type { Context } from "./context";
import { rename } from "./rename";

/** Shorter text, such as "prod" or "true", occurs in many messages and is no credential. */
const SHORTEST_SECRET_CHARACTERS = 6;

/**
 * A context that hides the secrets in these inputs or outputs, which are the values of tags and the configurations of
 * add-ons, from ACK's own text. ACK repeats in its errors and tasks what it was sent.
 */
export function hiding(context: Context, ...values: readonly Values[]): Context {
  const secrets = [...new Set(values.flatMap(secretsOf).flatMap((text) => [text, rename(text)]))]
    .filter(({ length }) => length >= SHORTEST_SECRET_CHARACTERS)
    // The longest first: one may hold another.
    .sort((a, b) => b.length - a.length)
    .map(pattern);
  const hide = (text: string) => secrets.reduce((shown, secret) => shown.replace(secret, "[hidden]"), text);
  return { ...context, hide, ack: (region) => hidden(context.ack(region), hide) };
}

function hidden(ack: Ack, hide: (text: string) => string): Ack {
  return {
    region: ack.region,
    async call(...request) {
      try {
        return await ack.call(...request);
      } catch (error) {
        if (error instanceof AckError) error.hide(hide);
        throw error;
      }
    },
  };
}

function secretsOf({ tags, addons }: Values): string[] {
  return [...texts(tags), ...objectsIn(addons).flatMap(addonSecrets)];
}

function addonSecrets({ config }: Partial<Addon>): string[] {
  if (config === undefined) return [];
  return [configText(config), ...texts(parseConfig(config))];
}

/** All text in a value, at any depth. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

/**
 * Text as it is, and inside JSON inside JSON, where backslashes pile up. One quantifier matches a whole run of backslashes:
 * two adjacent ones could divide it in ever more ways.
 */
export function pattern(text: string): RegExp {
  // A run of backslashes belongs to the next character, whose own backslashes in JSON would lengthen it.
  const parts = text.match(/\\+[^\\]?|[^\\]/gsu) ?? [];
  return new RegExp(parts.map(partSource).join(""), "g");
}

/** Where a run of backslashes begins: a search that began inside it would try every remainder in vain. */
const RUN = "(?<!\\\\)\\\\";

function partSource(part: string): string {
  const isAfterRun = part.startsWith("\\");
  const character = part.replace(/^\\+/, "");
  const run = isAfterRun ? `${RUN}+` : "";
  if (character === '"') return `${RUN}${isAfterRun ? "+" : "*"}"`;
  const literal = character.replace(/[.*+?^${}()|[\]/]/g, "\\$&");
  const escaped = JSON.stringify(character).slice(1, -1);
  if (!escaped.startsWith("\\")) return run + literal;
  const name = escaped.slice(1);
  return isAfterRun ? `${run}(?:${literal}|${name})` : `(?:${literal}|${RUN}+${name})`;
}
