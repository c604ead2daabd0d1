import { join } from "node:path";
import ts from "typescript";
import { FIELDS } from "../../simulator/world/fields";
import { header } from "./words";

const root = join(__dirname, "..", "..");

const FORMAT = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;

/** The names in the table's order; the compiler's own order depends on what else it has read. */
const order = Object.entries(FIELDS).flatMap(([key, row]) => ("detail" in row ? [key, row.detail] : [key]));

/** The types that the fields of the simulator's clusters have, as the compiler computes them from the table. */
const COMPUTED = `
import type { z } from "zod";
import type { FIELDS, TAG } from "./fields";

type Fields = typeof FIELDS;
type Key = keyof Fields;
type Value<K extends Key> = z.output<Fields[K]["type"]>;
type Detail<K extends Key> = Fields[K] extends { detail: infer N extends string } ? N : never;
type Shown<K extends Key> = Fields[K] extends { show: (...given: never) => infer S } ? S : Value<K>;
type Listed = { [K in Key]: Fields[K] extends { listed: true } ? K : never }[Key];

/** A tag, as every operation spells it. */
export type WireTag = z.output<typeof TAG>;
/** The fields as a cluster of the simulator holds them. */
export type FieldValues = { -readonly [K in Key]: Value<K> };
/** The fields as DescribeClusterDetail shows them. */
export type ShownFields = { [K in Key as Detail<K>]: Shown<K> };
/** The fields as lists show them. */
export type ListedFields = { [K in Listed as Detail<K>]: Shown<K> };
/** The fields as \`Simulator.edit\` takes them. */
export type PatchedFields = { [K in Key as Detail<K>]?: z.input<Fields[K]["type"]> | undefined };
`;

/**
 * The types of the simulator's fields, written out.
 *
 * The table computes them from zod's shapes. A program that uses the simulator has no zod, so the declarations of the
 * package must not name it.
 */
export function fieldTypesSource(): string {
  const path = join(root, "simulator", "world", "fieldTypesComputed.ts");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, target, ...rest) =>
    name === path ? ts.createSourceFile(name, COMPUTED, target) : read(name, target, ...rest);
  const exists = host.fileExists;
  host.fileExists = (name) => name === path || exists(name);
  const program = ts.createProgram([path], options, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path) as ts.SourceFile;
  const aliases = source.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter(({ modifiers }) => modifiers !== undefined);
  return `${header("the table of the simulator's fields")}
${aliases.map((alias) => written(alias, checker)).join("\n")}`;
}

/** One type, with the comment that stands above it. */
function written(alias: ts.TypeAliasDeclaration, checker: ts.TypeChecker): string {
  const print = (type: ts.Type) => checker.typeToString(type, alias, FORMAT);
  const type = checker.getTypeAtLocation(alias.name);
  const properties = [...type.getProperties()].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const lines = properties.map((one) => {
    const mark = one.flags & ts.SymbolFlags.Optional ? "?" : "";
    return `  ${one.name}${mark}: ${print(checker.getTypeOfSymbol(one))};`;
  });
  const [comment] = ts.getJSDocCommentsAndTags(alias);
  return `${comment?.getText() ?? ""}\nexport interface ${alias.name.text} {\n${lines.join("\n")}\n}\n`;
}
