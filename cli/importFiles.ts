import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LiveCluster } from "../provider/cluster/import/readForImport";
import { withFacts } from "../provider/cluster/state/facts";
import { isObject } from "../provider/table/values";
import type { ImportAnswer } from "./answers";
import { UsageFault } from "./exit";
import { makeFolder, write, writePrivately } from "./files";
import type { Io } from "./io";
import { quoted } from "./text";

/** What takes a live cluster into a stack. */
export type ImportFiles = Omit<ImportAnswer, "files">;

/** Where in the stack the resource goes. */
export interface Destination {
  readonly name?: string | undefined;
  /** The URN of its parent. */
  readonly parent?: string | undefined;
  /** The URN of its explicit provider. */
  readonly provider?: string | undefined;
  /** As a resource of the plugin; otherwise of the dynamic provider. */
  readonly plugin?: boolean | undefined;
}

/** The import file and the program text of a live cluster. */
export function importFiles(
  cluster: LiveCluster,
  { name = resourceName(cluster.name), parent, provider, plugin = false }: Destination,
): ImportFiles {
  // Loaded here: the SDK brings all of Pulumi along, which no other command needs.
  const { clusterType, pluginType, providerLine } = require("../sdk/props") as typeof import("../sdk/props");
  const { place, inputs, outputs, addons } = cluster;
  const code = plugin ? {} : { provider: providerLine };
  const places = { ...(parent !== undefined && { parent }), ...(provider !== undefined && { provider }) };
  const resource = {
    type: plugin ? pluginType : clusterType,
    name,
    id: place.id,
    ...Object.fromEntries(Object.keys(places).map((key) => [key, key])),
    inputs: withFacts(inputs, { ...code, derived: [] }),
    outputs: withFacts(outputs, code),
  };
  const nameTable = Object.keys(places).length === 0 ? {} : { nameTable: places };
  const installed =
    addons.length === 0 ? [] : [`installed add-ons, which the program does not manage: ${addons.join(", ")}`];
  const notes = [...cluster.notes, ...installed];
  return {
    clusterId: place.id,
    regionId: place.region,
    name,
    importFile: { ...nameTable, resources: [resource] },
    program: programText(name, inputs, notes, plugin ? "pulumi-ack-serverless/plugin" : "pulumi-ack-serverless"),
    notes,
  };
}

/** The cluster's own name as a resource's name. */
function resourceName(clusterName: string): string {
  return clusterName.replace(/[^\p{L}\p{N}-]+/gu, "-") || "cluster";
}

/** A resource's name as a file's: without folders, and without what a file system or a shell takes for something else. */
function fileStem(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "") || "cluster";
}

/** The names, told apart by a counter where several are equal, or would be as files. */
export function distinct(names: readonly string[]): string[] {
  const key = (name: string) => fileStem(name).toLowerCase();
  const isRepeated = (name: string) => names.filter((other) => key(other) === key(name)).length > 1;
  const taken = new Set(names.filter((name) => !isRepeated(name)).map(key));
  return names.map((name) => {
    if (!isRepeated(name)) return name;
    for (let count = 0; ; count++) {
      const numbered = `${name}-${count}`;
      if (taken.has(key(numbered))) continue;
      taken.add(key(numbered));
      return numbered;
    }
  });
}

export type Written = NonNullable<ImportAnswer["files"]>;

/**
 * Writes both files, and never over one that is there.
 *
 * @throws UsageFault when one is there and `force` is not set
 */
export function writeFiles(
  { name, importFile, program }: ImportFiles,
  { out = ".", force = false }: { readonly out?: string | undefined; readonly force?: boolean | undefined },
  io: Io,
): Written {
  const stem = fileStem(name);
  const written = { importFile: join(out, `${stem}.import.json`), program: join(out, `${stem}.ts`) };
  const paths = Object.values(written).map((path) => resolve(io.folder, path));
  const standing = paths.filter((path) => existsSync(path));
  if (standing.length > 0 && !force)
    throw new UsageFault(`${standing.join(" and ")} would be overwritten: set --force, or another --name or --out`);
  makeFolder(resolve(io.folder, out));
  const [importPath, programPath] = paths as [string, string];
  writePrivately(importPath, `${JSON.stringify(importFile, null, 2)}\n`);
  write(programPath, program);
  return written;
}

/** How the files are used. */
export function steps({ importFile, program }: Written): string[] {
  return [
    `pulumi import --file ${quoted(importFile)} --generate-code=false --protect=false`,
    `add ${program} to the program: import it, or copy its content`,
    "pulumi preview: it must show no change",
  ];
}

/**
 * The TypeScript of a resource in a program.
 *
 * @param name    the resource's name
 * @param inputs  its arguments
 * @param notes   what a reader should know, one comment line each
 * @param module  where the class comes from
 */
export function programText(
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  notes: readonly string[],
  module: string,
): string {
  const comments = notes.map((note) => `// ${note.replace(/\s+/g, " ")}\n`).join("");
  return `import { ServerlessCluster } from ${JSON.stringify(module)};

${comments}new ServerlessCluster(${JSON.stringify(name)}, ${literal(inputs, "")});
`;
}

/** A value as TypeScript writes it, as this repository's formatter would. */
function literal(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${propertyName(key)}: ${literal(item, inner)},\n`,
  );
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
}

/** In a literal, `__proto__: x` and `"__proto__": x` set the prototype: a computed name is one like any other. */
function propertyName(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
