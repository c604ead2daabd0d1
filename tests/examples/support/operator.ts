import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { fileOf } from "./example";

/** The objects that need no CRD. */
export const accessFile = "access.yaml";

const files = [accessFile, "program.yaml", "stack.yaml"];
const readme = () => readFileSync(fileOf("operator", "README.md"), "utf8");

/** An object of examples/operator, as its YAML has it. */
// biome-ignore lint/suspicious/noExplicitAny: the operator's types are not to be had here
export type KubernetesObject = any;

export function objects(): KubernetesObject[] {
  return files.flatMap((file) =>
    parseAllDocuments(readFileSync(fileOf("operator", file), "utf8")).map((document) => document.toJS()),
  );
}

/** The only object of a kind. */
export function objectOf(kind: string): KubernetesObject {
  const [object, ...more] = objects().filter((one) => one.kind === kind);
  if (object === undefined || more.length > 0) throw new Error(`examples/operator needs one ${kind}`);
  return object;
}

/** The Secrets of the README's table: their keys, by name. */
export function secrets(): Record<string, string[]> {
  const rows = [...readme().matchAll(/^\| `(\w+)` \| `\1\.env` \| (.*) \|$/gm)];
  return Object.fromEntries(rows.map(([, name, keys]) => [name, keys?.replaceAll("`", "").split(", ")]));
}

/** The README's commands for kubectl, without `kubectl`. */
export function commands(): string[] {
  return [...readme().matchAll(/^kubectl (.*)$/gm)].map(([, command]) => String(command));
}
