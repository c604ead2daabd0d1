import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

const root = join(__dirname, "../../simulator");

/** The rooms that a room may import, besides itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  kubernetes: [],
  steering: ["kubernetes"],
  world: ["kubernetes", "steering"],
  operations: ["world", "steering"],
  http: ["operations", "world", "steering"],
  page: ["http", "world", "steering"],
};

/** What each file imports of the simulator, by path without its ending. */
const imports = new Map(
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(root, path), "utf8"), true, true);
      const own = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith("."));
      return [path.slice(0, -".ts".length), own.map((name) => relative(root, join(root, dirname(path), name)))];
    }),
);

const roomOf = (path: string): string => dirname(path);

test("every file stands at the top or in a room", () => {
  const rooms = new Set([...imports.keys()].map(roomOf));
  expect([...rooms].sort()).toEqual([".", ...Object.keys(arrows)].sort());
  expect(imports.get("world/world")).toContain("steering/faults");
});

test.each(Object.entries(arrows))("%s/ imports nothing but itself and %j", (room, allowed) => {
  const strangers = [...imports]
    .filter(([path]) => roomOf(path) === room)
    .flatMap(([path, names]) => names.map((name) => ({ path, name })))
    .filter(({ name }) => ![room, ...allowed].includes(roomOf(name)))
    .map(({ path, name }) => `${path} imports ${name}`);
  expect(strangers).toEqual([]);
});

test("no file imports itself through others", () => {
  const circles = (path: string, seen: readonly string[]): string[] =>
    seen.includes(path)
      ? [[...seen.slice(seen.indexOf(path)), path].join(" → ")]
      : (imports.get(path) ?? []).flatMap((name) => (safe.has(name) ? [] : circles(name, [...seen, path])));
  const safe = new Set<string>();
  const found = [...imports.keys()].flatMap((path) => {
    const own = circles(path, []);
    if (own.length === 0) safe.add(path);
    return own;
  });
  expect(found).toEqual([]);
});
