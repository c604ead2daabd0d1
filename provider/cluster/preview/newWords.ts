import { type Failure, isHidden, type NewInputWord, newWords, type Values } from "../../table/check";
import { lifecycle } from "../../table/property";
import { show } from "../../table/values";
import { table } from "../properties/table";

/**
 * Rejects words that this version of the provider does not know where they would replace a cluster: ACK decides whether a
 * word is valid, and it would do so only after the old cluster is gone.
 */
export function checkNewWords(olds: Values, news: Values): Failure[] {
  return rejectedWords(olds, news, (one) => replaces(one, olds));
}

/** The rejection of such words, of all of them where another input replaces the cluster. */
export function rejectedWords(
  olds: Values,
  news: Values,
  isRejected: (word: NewInputWord) => boolean = () => true,
): Failure[] {
  return newWords(table, olds, news)
    .filter(isRejected)
    .map(({ path, known, word }) => ({
      property: path,
      reason: `must be one of ${known} for an existing cluster; got ${show(word)}, which ACK may reject after the old cluster is gone`,
    }));
}

/** The warnings for such words that pass, such as a new edition. */
export function newWordWarnings(olds: Values, news: Values): string[] {
  return newWords(table, olds, news)
    .filter((one) => !replaces(one, olds))
    .map(
      ({ path, word, known }) =>
        `${path} is ${show(word)}, which is none of the known values ${known}: ACK decides whether it is valid`,
    );
}

function replaces({ name }: NewInputWord, olds: Values): boolean {
  const isExisting = Object.keys(olds).some((one) => !isHidden(one));
  return isExisting && lifecycle((table[name] as (typeof table)[string]).facts) === "createOnly";
}
