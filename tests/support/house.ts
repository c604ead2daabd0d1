import { posix } from "node:path";
import ts from "typescript";

/** Source texts by their path in the repository. */
export type Sources = ReadonlyMap<string, string>;

export const most = { lines: 300, functionLines: 60, parameters: 5, rooms: 12 } as const;

/** Written by the generator, which says so in the first line. */
const isGenerated = (text: string) => text.startsWith("// Generated ");

/** Each file that is too long, as `path: lines`. */
export function longFiles(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    return lines > most.lines && !isGenerated(text) ? [`${path}: ${lines} lines`] : [];
  });
}

/** Each function that is too long or takes too much, as `path:line name: what`. */
export function largeFunctions(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    const found: string[] = [];
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
        const first = lineOf(node.getStart());
        const lines = lineOf(node.end) - first + 1;
        // `this` as a parameter is a type only.
        const parameters = node.parameters.filter(({ name }) => name.getText() !== "this").length;
        const place = `${path}:${first} ${nameOf(node)}`;
        if (lines > most.functionLines && !isGenerated(text)) found.push(`${place}: ${lines} lines`);
        if (parameters > most.parameters) found.push(`${place}: ${parameters} parameters`);
      }
      node.forEachChild(visit);
    };
    visit(file);
    return found;
  });
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  const { parent } = node;
  const isNamed =
    ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent);
  return (node.name ?? (isNamed ? parent.name : undefined))?.getText() ?? "an unnamed function";
}

/** What imports what. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The imports between files of the tree: of values and of types, re-exports, `import()` and `require()`. */
export function importsOf(sources: Sources): Graph {
  return new Map(
    [...sources].map(([path, text]) => {
      const typed = [...text.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g)].map(([, name]) => String(name));
      const names = [...ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName), ...typed];
      return [path, new Set(names.map((name) => resolve(path, name, sources)).filter((found) => found !== undefined))];
    }),
  );
}

function resolve(from: string, name: string, sources: Sources): string | undefined {
  if (!name.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(from), name);
  return [`${path}.ts`, `${path}/index.ts`, path].find((candidate) => sources.has(candidate));
}

/** The folders that stand directly in a folder; what lies beside them is in no room. */
export function roomsOf(sources: Sources, folder: string): string[] {
  return [
    ...new Set([...sources.keys()].map((path) => roomOf(path, folder)).filter((room) => room !== undefined)),
  ].sort();
}

function roomOf(path: string, folder: string): string | undefined {
  const [first, ...rest] = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split("/") : [];
  return rest.length > 0 ? first : undefined;
}

/** The arrows between rooms, with the imports that draw each: `a -> b` by `a/x.ts imports b/y.ts`. */
export function arrows(graph: Graph, folder: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [path, imports] of graph) {
    for (const target of imports) {
      const [from, to] = [roomOf(path, folder), roomOf(target, folder)];
      if (from === undefined || to === undefined || from === to) continue;
      const arrow = `${from} -> ${to}`;
      found.set(arrow, [...(found.get(arrow) ?? []), `${path} imports ${target}`]);
    }
  }
  return found;
}

/** Rooms as a graph. */
export function roomGraph(graph: Graph, folder: string): Graph {
  const rooms = new Map<string, Set<string>>();
  for (const arrow of arrows(graph, folder).keys()) {
    const [from, to] = arrow.split(" -> ") as [string, string];
    rooms.set(from, (rooms.get(from) ?? new Set()).add(to));
  }
  return rooms;
}

/** A shortest circle for each group of nodes that lead back to each other, as `a -> b -> a`; none in a graph one way. */
export function circles(graph: Graph): string[] {
  const found = [...graph.keys()].map((start) => circleThrough(start, graph)).filter((path) => path !== undefined);
  const named = found.map((path) => [[...path].sort().join("\0"), [...path, path[0]].join(" -> ")] as const);
  return [...new Map(named.toReversed()).values()].toReversed();
}

/** Breadth first, so that the circle is as short as one through `start` can be. */
function circleThrough(start: string, graph: Graph): readonly string[] | undefined {
  const seen = new Set<string>();
  let paths: (readonly string[])[] = [[start]];
  while (paths.length > 0) {
    const longer: (readonly string[])[] = [];
    for (const path of paths) {
      for (const next of graph.get(path.at(-1) as string) ?? []) {
        if (next === start) return path;
        if (!seen.has(next)) longer.push([...path, next]);
        seen.add(next);
      }
    }
    paths = longer;
  }
  return undefined;
}
