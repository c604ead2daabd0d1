import { isObject } from "../provider/table/values";

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
