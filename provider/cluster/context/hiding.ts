import type { Ack } from "../../ack/client";
import { AckError } from "../../ack/errors";
import { redactor } from "../../ack/redact";
import type { Values } from "../../table/check";
import { objectsIn, secretsAtHand } from "../../table/values";
import { type Addon, configText, parseConfig } from "../properties/addons";
import type { Context } from "./context";
import { rename } from "./rename";

/** Shorter text, such as "prod" or "true", occurs in many messages and is no credential. */
const SHORTEST_SECRET_CHARACTERS = 6;

/**
 * A context that takes secrets out of ACK's own text, because ACK repeats in its errors and tasks what it was sent. The
 * secrets are those of the running operation, and the tags' values and add-ons' configurations in these inputs or outputs.
 */
export function hiding(context: Context, ...values: readonly Values[]): Context {
  const secrets = longTexts([...(secretsAtHand() ?? []), ...values.flatMap(secretsOf)]);
  // ACK's messages come with its wire names replaced, and a secret may hold one.
  const hide = redactor(secrets.flatMap((text) => [text, rename(text), rename(JSON.stringify(text).slice(1, -1))]));
  return { ...context, hide, ack: (region) => hidden(context.ack(region), hide) };
}

const maskers = new WeakMap<ReadonlySet<unknown>, (text: string) => string>();

/** A text for the user without the secrets of the running operation, whoever wrote it. */
export function masked(text: string): string {
  const secrets = secretsAtHand();
  if (secrets === undefined || secrets.size === 0) return text;
  const mask = maskers.get(secrets) ?? redactor(longTexts([...secrets]));
  maskers.set(secrets, mask);
  return mask(text);
}

function longTexts(secrets: readonly unknown[]): string[] {
  return secrets
    .filter((text) => typeof text === "string")
    .filter(({ length }) => length >= SHORTEST_SECRET_CHARACTERS);
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
