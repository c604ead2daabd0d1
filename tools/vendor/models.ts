import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What an SDK package of the vendor says about the API. */
export interface Sdk {
  readonly operations: readonly string[];
  /** By the name of the model: its fields by wire name, each with the model that it holds, if it holds one. */
  readonly models: ReadonlyMap<string, ReadonlyMap<string, string | undefined>>;
}

/**
 * Reads the models of an unpacked SDK package as text, so that none of its code runs and nothing is installed.
 *
 * @param folder  an unpacked npm package, or an unpacked Python source package
 * @throws Error for a folder that holds neither.
 */
export function readSdk(folder: string): Sdk {
  const node = join(folder, "dist");
  if (existsSync(join(node, "client.js"))) return read(node, "client.js", nodeModels);
  const python = join(folder, "alibabacloud_cs20151215");
  if (existsSync(join(python, "client.py"))) return read(python, "client.py", pythonModels);
  throw new Error(`${folder} holds no SDK: expected dist/client.js or alibabacloud_cs20151215/client.py in it`);
}

type Model = readonly [name: string, fields: ReadonlyMap<string, string | undefined>];

function read(folder: string, client: string, modelsIn: (text: string) => Model[]): Sdk {
  const source = (path: string) => readFileSync(join(folder, path), "utf8");
  const extension = client.slice("client".length);
  const files = readdirSync(join(folder, "models")).filter((name) => name.endsWith(extension));
  const operations = [...source(client).matchAll(/\baction\s*[:=]\s*["'](\w+)["']/g)].map(([, name]) => name as string);
  return {
    operations: [...new Set(operations)].toSorted(),
    models: new Map(files.flatMap((file) => modelsIn(source(join("models", file))))),
  };
}

/** `names()` gives each field's wire name, `types()` its type. */
function nodeModels(text: string): Model[] {
  return text.split(/^class (?=\w+ extends)/m).flatMap((part) => {
    const [name] = /^\w+(?= extends)/.exec(part) ?? [];
    if (name === undefined) return [];
    const entries = (method: string) => {
      const [, body = ""] =
        new RegExp(`static ${method}\\(\\) \\{\\s*return \\{([^]*?)\\n        \\};`).exec(part) ?? [];
      return [...body.matchAll(/^\s*(\w+): (.*),$/gm)].map(([, key, value]) => [key, value] as [string, string]);
    };
    const types = new Map(entries("types"));
    const fields = entries("names").map(([key, wire]) => {
      const [model] = /[A-Z]\w+(?=[ }]*$)/.exec(types.get(key) ?? "") ?? [];
      return [wire.replaceAll("'", ""), model] as const;
    });
    return [[name, new Map(fields)]];
  });
}

/** `from_map()` reads each field by its wire name, and makes the model that the field holds. */
function pythonModels(text: string): Model[] {
  return text.split(/^class (?=\w+\(DaraModel\))/m).flatMap((part) => {
    const [name] = /^\w+(?=\(DaraModel\))/.exec(part) ?? [];
    if (name === undefined) return [];
    const [, ...fields] = part.slice(part.indexOf("def from_map")).split("if m.get('");
    return [
      [
        name,
        new Map(
          fields.map(
            (field) => [field.slice(0, field.indexOf("'")), /main_models\.(\w+)\(\)/.exec(field)?.[1]] as const,
          ),
        ),
      ],
    ];
  });
}
