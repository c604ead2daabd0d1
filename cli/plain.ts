import { stripVTControlCharacters } from "node:util";

/** Text of others on one line, without what would steer a terminal. */
export function plain(text: unknown): string {
  return stripVTControlCharacters(String(text ?? ""))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}
