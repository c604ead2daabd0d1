import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parse, stringify } from "yaml";
import { Problem } from "../provider/cluster/problem";
import { isObject } from "../provider/table/shapes";

type Yaml = Record<string, unknown>;
const lists = ["clusters", "users", "contexts"] as const;

/** A kubeconfig's user: what it authenticates with. */
export function userOf(config: string): Yaml {
  const { users } = kubeconfig(config, "ACK's answer");
  const [entry] = Array.isArray(users) ? users : [];
  return isObject(entry) && isObject(entry.user) ? entry.user : {};
}

/**
 * A kubeconfig of one cluster with every name in it replaced by the cluster's id. ACK calls every cluster `kubernetes`,
 * so that two of its kubeconfigs exclude each other in one file.
 */
export function named(config: string, id: string): string {
  const whole = kubeconfig(config, "ACK's answer");
  const only = (list: (typeof lists)[number]) => {
    const entries = whole[list];
    return isObject(Array.isArray(entries) ? entries[0] : undefined) ? (entries as Yaml[])[0] : {};
  };
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ ...only("clusters"), name: id }],
    users: [{ ...only("users"), name: id }],
    contexts: [{ name: id, context: { cluster: id, user: id } }],
    "current-context": id,
    preferences: {},
  });
}

/**
 * Writes a kubeconfig into a file that only its owner may read (not on Windows), beside what is there: entries of the same name are
 * replaced, and the new context becomes the current one.
 *
 * @throws Problem when the file is there and is no kubeconfig; it is then left as it is.
 */
export function mergeInto(file: string, config: string): void {
  const target = existsSync(file) ? realpathSync(file) : file;
  const before = existsSync(target) ? kubeconfig(readFileSync(target, "utf8"), file) : {};
  const after = kubeconfig(config, "ACK's answer");
  const merged = {
    ...after,
    ...before,
    ...Object.fromEntries(lists.map((list) => [list, merge(before[list], after[list])])),
    "current-context": after["current-context"],
  };
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  // Written beside and moved, so that nobody reads half a file, and a failure leaves the old one.
  // It is a new one, with no rights of an older file's.
  const fresh = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(fresh, stringify(merged), { mode: 0o600, flag: "wx" });
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function merge(before: unknown, after: unknown): unknown[] {
  const entries = (list: unknown) => (Array.isArray(list) ? list.filter(isObject) : []);
  const fresh = entries(after);
  return [...entries(before).filter(({ name }) => !fresh.some((entry) => entry.name === name)), ...fresh];
}

function kubeconfig(text: string, where: string): Yaml {
  try {
    const parsed: unknown = parse(text);
    if (parsed === null || parsed === undefined) return {};
    if (isObject(parsed)) return parsed;
  } catch {
    // Said below; the text itself may hold a key.
  }
  throw new Problem(`${where} is not a kubeconfig`);
}
