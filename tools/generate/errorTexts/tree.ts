import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";

/** Source texts by their path, such as `provider/cluster/plan.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** The TypeScript sources below folders of a repository. */
export function sourcesBelow(root: string, folders: readonly string[]): Sources {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => posix.join(folder, name.replaceAll("\\", "/"))),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** Parsed sources, and which names in them mean the same thing. */
export interface Tree {
  readonly files: readonly ts.SourceFile[];
  /** What a name means, through imports and re-exports. */
  symbolAt(node: ts.Node): ts.Symbol | undefined;
  /** The calls and constructions of a function or a class. */
  callsOf(symbol: ts.Symbol): readonly (ts.CallExpression | ts.NewExpression)[];
  /** The names that mean a thing, its declaration included. */
  referencesTo(symbol: ts.Symbol): readonly ts.Identifier[];
  /** What properties of this name are given in object literals, wherever. */
  valuesOf(property: string): readonly ts.Expression[];
  /** The methods of this name in object literals, wherever: one of them may be what a call by that name reaches. */
  methodsOf(name: string): readonly ts.MethodDeclaration[];
  readonly checker: ts.TypeChecker;
}

/** Parses sources without the libraries that they import: only the repository's own names are followed. */
export function parse(sources: Sources): Tree {
  const program = ts.createProgram({
    rootNames: [...sources.keys()],
    options: { noLib: true, types: [], target: ts.ScriptTarget.ES2022, strict: true },
    host: hostOf(sources),
  });
  const checker = program.getTypeChecker();
  const files = [...sources.keys()].map((path) => program.getSourceFile(path) as ts.SourceFile);
  const symbolAt = (node: ts.Node): ts.Symbol | undefined => {
    const symbol =
      ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
    return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  };

  const calls = new Map<ts.Symbol, (ts.CallExpression | ts.NewExpression)[]>();
  const references = new Map<ts.Symbol, ts.Identifier[]>();
  const values = new Map<string, ts.Expression[]>();
  const methods = new Map<string, ts.MethodDeclaration[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) add(calls, symbolAt(node.expression), node);
    if (ts.isIdentifier(node)) add(references, symbolAt(node), node);
    if (ts.isPropertyAssignment(node)) add(values, node.name.getText(), node.initializer);
    if (ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent))
      add(methods, node.name.getText(), node);
    if (ts.isShorthandPropertyAssignment(node)) add(values, node.name.text, node.name);
    node.forEachChild(visit);
  };
  for (const file of files) visit(file);
  return {
    files,
    symbolAt,
    checker,
    callsOf: (symbol) => calls.get(symbol) ?? [],
    referencesTo: (symbol) => references.get(symbol) ?? [],
    valuesOf: (property) => values.get(property) ?? [],
    methodsOf: (name) => methods.get(name) ?? [],
  };
}

function add<K, V>(map: Map<K, V[]>, key: K | undefined, value: V): void {
  if (key === undefined) return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function hostOf(sources: Sources): ts.CompilerHost {
  const resolve = (from: string, name: string): string | undefined => {
    if (!name.startsWith(".")) return undefined;
    const path = posix.join(posix.dirname(from), name);
    return [`${path}.ts`, `${path}/index.ts`, path].find((candidate) => sources.has(candidate));
  };
  return {
    getSourceFile: (path, languageVersion) => {
      const text = sources.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion, true);
    },
    resolveModuleNameLiterals: (literals, containingFile) =>
      literals.map(({ text }) => {
        const path = resolve(containingFile, text);
        return {
          resolvedModule:
            path === undefined
              ? undefined
              : { resolvedFileName: path, extension: ".ts", isExternalLibraryImport: false },
        };
      }),
    fileExists: (path) => sources.has(path),
    readFile: (path) => sources.get(path),
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => {},
    getCurrentDirectory: () => "",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
}
