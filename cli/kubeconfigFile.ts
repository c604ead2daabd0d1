import { existsSync, realpathSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { Document, isMap, isScalar, isSeq, parse, parseAllDocuments, type YAMLMap, type YAMLSeq } from "yaml";
import type { Clock } from "../provider/ack/clock";
import { Problem } from "../provider/cluster/context/problem";
import { isObject } from "../provider/table/values";
import { UsageFault } from "./exit";
import { create, makeFolder, read, writePrivately } from "./files";
import type { Io } from "./io";

type Yaml = Record<string, unknown>;
const lists = ["clusters", "users", "contexts"] as const;
type List = (typeof lists)[number];

/** A cluster, its user and its context, all of one name. */
export interface Entries {
  readonly name: string;
  readonly clusterId: string;
  readonly cluster: Yaml;
  readonly user: Yaml;
}

/** What is merged, and how. */
export interface Merge {
  readonly entries: Entries;
  /** Whether its context becomes the current one. */
  readonly isCurrent: boolean;
  /** Entries of the same name go, whatever cluster they are of. */
  readonly force: boolean;
}

/**
 * What ACK hands out, under a name of our choice: ACK calls every cluster `kubernetes`, so that two of its kubeconfigs
 * exclude each other in one file.
 *
 * @throws Problem when the text is no kubeconfig
 */
export function entriesOf(config: string, clusterId: string, name: string): Entries {
  const whole: unknown = parsed(() => parse(config), "ACK's answer");
  const only = (list: List, part: string): Yaml => {
    const entries = isObject(whole) ? whole[list] : undefined;
    const [first] = Array.isArray(entries) ? entries : [];
    const value = isObject(first) ? first[part] : undefined;
    if (!isObject(value)) throw new Problem("ACK's answer is not a kubeconfig");
    return value;
  };
  return { name, clusterId, cluster: only("clusters", "cluster"), user: only("users", "user") };
}

/** A kubeconfig of its own. */
export function textOf(entries: Entries): string {
  return merged("", "", { entries, isCurrent: true, force: false });
}

/**
 * The text of a kubeconfig with the entries in it; comments, order and whatever else is there stay.
 *
 * @param where  the file, for errors; never its text, which may hold keys
 * @throws Problem when the text is no kubeconfig; UsageFault when the names are another cluster's
 */
export function merged(before: string, where: string, { entries, isCurrent, force }: Merge): string {
  const document = kubeconfigIn(before, where);
  if (!force) assertOurs(document, where, entries);
  const { name, cluster, user } = entries;
  const context = { cluster: name, user: name };
  for (const [key, value] of Object.entries({ apiVersion: "v1", kind: "Config" }))
    if (!document.has(key)) document.set(key, value);
  put(document, "clusters", { cluster, name });
  put(document, "contexts", { context, name });
  put(document, "users", { name, user });
  if (isCurrent) document.set("current-context", name);
  return written(document, where);
}

function written(document: Document, where: string): string {
  try {
    return document.toString({ lineWidth: 0 });
  } catch {
    throw new Problem(
      `${where} cannot be merged into: other entries refer to the entry that would be replaced, by a YAML alias; write them out, or choose another file with --out`,
    );
  }
}

function kubeconfigIn(text: string, where: string): Document {
  const refused = new Problem(`${where} is not a kubeconfig`);
  const documents = parseAllDocuments(text);
  if ("empty" in documents || documents.length === 0) return empty(text);
  const [document] = documents;
  // Two documents in one file are more than kubectl reads; what an alias stands for is not ours to guess.
  if (documents.length > 1 || document === undefined || document.errors.length > 0) throw refused;
  if (document.contents === null) return empty(text);
  if (!isMap(document.contents)) throw refused;
  for (const list of lists) {
    const node = document.get(list, true);
    if (node !== undefined && !isSeq(node) && !(isScalar(node) && node.value === null)) throw refused;
  }
  return document as Document;
}

/** A file of comments alone keeps them. */
function empty(text: string): Document {
  const document = new Document({});
  const comments = text.split("\n").filter((line) => line.startsWith("#"));
  if (comments.length > 0) document.commentBefore = comments.map((line) => line.slice(1)).join("\n");
  return document;
}

/** Replaces the entry of the same name where it stands, or adds one at the end. */
function put(document: Document, list: List, entry: Yaml): void {
  const sequence = document.get(list, true);
  if (!isSeq(sequence)) {
    document.set(list, document.createNode([entry]));
    return;
  }
  const fresh = document.createNode(entry);
  const at = sequence.items.findIndex((item) => nameOf(item) === entry.name);
  if (at === -1) sequence.items.push(fresh);
  else {
    const old = sequence.items[at] as YAMLMap;
    fresh.commentBefore = old.commentBefore ?? null;
    fresh.spaceBefore = old.spaceBefore ?? false;
    sequence.items[at] = fresh;
  }
  // What stood on one line as [] grows to a list.
  sequence.flow = false;
}

/**
 * A name is ours where nothing has it yet, where it is this cluster's id, or where the cluster of that name has the same
 * authority: addresses change and differ inside and outside of the VPC, but each cluster has an authority of its own.
 */
function assertOurs(document: Document, where: string, { name, clusterId, cluster }: Entries): void {
  if (name === clusterId) return;
  const there = lists.filter((list) => entry(document, list, name) !== undefined);
  if (there.length === 0) return;
  const authority = cluster["certificate-authority-data"];
  const known = entry(document, "clusters", name)?.getIn(["cluster", "certificate-authority-data"]);
  const pointsTo = entry(document, "contexts", name)?.getIn(["context", "cluster"]) ?? name;
  if (authority !== undefined && known === authority && pointsTo === name) return;
  throw new UsageFault(
    `${where} already uses the name ${name} for other entries (${there.join(", ")}): choose another name with --set-context, or set --force to replace them`,
  );
}

function entry(document: Document, list: List, name: string): YAMLMap | undefined {
  const sequence = document.get(list, true) as YAMLSeq | undefined;
  return isSeq(sequence) ? (sequence.items.find((item) => nameOf(item) === name) as YAMLMap | undefined) : undefined;
}

function nameOf(item: unknown): unknown {
  return isMap(item) ? item.get("name") : undefined;
}

function parsed<T>(read: () => T, where: string): T {
  try {
    return read();
  } catch {
    // The parser's own words quote the text, which may hold a key.
    throw new Problem(`${where} is not a kubeconfig`);
  }
}

/** A shell leaves the tilde of `--out=~/file` as it is. */
export function pathOf(path: string, { folder, env }: Io): string {
  return path.startsWith("~/") ? join(env.HOME ?? homedir(), path.slice(2)) : resolve(folder, path);
}

/**
 * The file that kubectl would write a new context into: of those in KUBECONFIG the first that is there, or else the last;
 * without KUBECONFIG `~/.kube/config`.
 */
export function ownKubeconfig(io: Io): string {
  const files = (io.env.KUBECONFIG ?? "").split(delimiter).filter((file) => file !== "");
  const paths = files.map((file) => pathOf(file, io));
  return paths.find((path) => existsSync(path)) ?? paths.at(-1) ?? pathOf("~/.kube/config", io);
}

/**
 * Merges a kubeconfig into a file that only its owner may read (not on Windows).
 *
 * @throws Problem when the file is there and is no kubeconfig, or another program is writing it; UsageFault when its
 *   names are those of another cluster. The file is then left as it is.
 */
export async function mergeInto(file: string, merge: Merge, clock: Clock): Promise<void> {
  const target = existsSync(file) ? realpathSync(file) : file;
  makeFolder(dirname(target), 0o700);
  await locked(target, clock, () => {
    const before = existsSync(target) ? read(target) : "";
    writePrivately(target, merged(before, file, merge));
  });
}

const MOST_TRIES = 50;
const TRY_AGAIN_MS = 100;

/** Holds the lock that kubectl itself holds while it writes: several merges at once lose nothing. */
async function locked(target: string, clock: Clock, write: () => void): Promise<void> {
  const lock = `${target}.lock`;
  for (let tries = 1; !create(lock); tries++) {
    if (tries >= MOST_TRIES)
      throw new Problem(`another program is writing ${target}: try again; if no program is, delete ${lock} first`);
    await clock.sleep(TRY_AGAIN_MS);
  }
  try {
    write();
  } finally {
    rmSync(lock, { force: true });
  }
}
