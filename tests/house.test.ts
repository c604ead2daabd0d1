import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  arrows,
  circles,
  importsOf,
  largeFunctions,
  longFiles,
  most,
  roomGraph,
  roomsOf,
  type Sources,
} from "./support/house";

const root = join(__dirname, "..");
const cluster = "provider/cluster";

function read(folders: readonly string[]): Sources {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

const house = read(["provider", "sdk", "cli", "simulator"]);
const graph = importsOf(new Map([...house].filter(([path]) => path.startsWith(`${cluster}/`))));

describe("the house", () => {
  test(`has no file of more than ${most.lines} lines`, () => {
    expect(longFiles(house)).toEqual([]);
  });

  test(`has no function of more than ${most.functionLines} lines or ${most.parameters} parameters`, () => {
    expect(largeFunctions(house)).toEqual([]);
  });

  test(`${cluster} has rooms, and at most ${most.rooms}`, () => {
    const rooms = roomsOf(house, cluster);
    expect(rooms.length).toBeGreaterThan(1);
    expect(rooms.slice(most.rooms)).toEqual([]);
  });

  test(`the files of ${cluster} import each other one way`, () => {
    expect(circles(graph)).toEqual([]);
  });

  test(`the rooms of ${cluster} import each other one way`, () => {
    const drawnBy = arrows(graph, cluster);
    const offenders = circles(roomGraph(graph, cluster)).map((circle) => {
      const rooms = circle.split(" -> ");
      const imports = rooms.slice(1).flatMap((to, place) => drawnBy.get(`${rooms[place]} -> ${to}`)?.slice(0, 3) ?? []);
      return [circle, ...imports];
    });
    expect(offenders).toEqual([]);
  });
});

describe("the measures", () => {
  const tree = (files: Readonly<Record<string, string>>): Sources => new Map(Object.entries(files));
  const lines = (count: number) => "x();\n".repeat(count);

  test("count a file's lines, generated ones aside", () => {
    const files = { "a.ts": lines(300), "b.ts": lines(301), "c.ts": `// Generated from b.ts\n${lines(400)}` };
    expect(longFiles(tree(files))).toEqual(["b.ts: 301 lines"]);
  });

  test("count a function's lines and parameters, whatever its form", () => {
    const body = (count: number) => `{\n${lines(count - 2)}}`;
    const files = {
      "a.ts": `function fits(a, b, c, d, e) ${body(60)}\nfunction long() ${body(61)}\n`,
      "b.ts": `const arrow = (a, b, c, d, e, f) => a;\nclass C { method(this: C, a, b, c, d, e) {} constructor(a, b, c, d, e, f) {} }\n`,
      "c.ts": `export const table = {\n  entry: (a, b) => ${body(61)},\n};\ncall(() => ${body(62)});\n`,
      "d.ts": "export interface Typed { call(a: A, b: A, c: A, d: A, e: A, f: A): void }\n",
    };
    expect(largeFunctions(tree(files))).toEqual([
      "a.ts:61 long: 61 lines",
      "b.ts:1 arrow: 6 parameters",
      "b.ts:2 constructor: 6 parameters",
      "c.ts:2 entry: 61 lines",
      "c.ts:64 an unnamed function: 62 lines",
    ]);
  });

  test("follow imports of values and of types, re-exports, folders, import() and require()", () => {
    const files = {
      "h/a.ts": `import { b } from "./b";\nimport type { C } from "../h/c";\nexport * from "./d";\nimport "zod";`,
      "h/b.ts": `const c = () => import("./c");\nlet d: import("./d").D;`,
      "h/c.ts": `const d = require("./d");`,
      "h/d/index.ts": "",
    };
    expect([...importsOf(tree(files))].map(([path, to]) => [path, [...to].sort()])).toEqual([
      ["h/a.ts", ["h/b.ts", "h/c.ts", "h/d/index.ts"]],
      ["h/b.ts", ["h/c.ts", "h/d/index.ts"]],
      ["h/c.ts", ["h/d/index.ts"]],
      ["h/d/index.ts", []],
    ]);
  });

  test("find a circle between files, also one of types only, and none where there is none", () => {
    const oneWay = { "h/a.ts": `import "./b";\nimport "./c";`, "h/b.ts": `import "./c";`, "h/c.ts": "" };
    expect(circles(importsOf(tree(oneWay)))).toEqual([]);
    const back = { ...oneWay, "h/c.ts": `import type { A } from "./a";` };
    expect(circles(importsOf(tree(back)))).toEqual([
      "h/b.ts -> h/c.ts -> h/a.ts -> h/b.ts",
      "h/a.ts -> h/c.ts -> h/a.ts",
    ]);
  });

  test("find a circle between rooms where no files form one, and who draws it", () => {
    const files = {
      "h/one/a.ts": `import "../two/a";`,
      "h/one/b.ts": "",
      "h/two/a.ts": "",
      "h/two/deep/b.ts": `import "../../one/b";`,
      "h/three/a.ts": `import "../one/a";\nimport "../context";`,
      "h/context.ts": `import "./three/a";`,
    };
    const imports = importsOf(tree(files));
    expect(roomsOf(tree(files), "h")).toEqual(["one", "three", "two"]);
    expect(circles(roomGraph(imports, "h"))).toEqual(["one -> two -> one"]);
    expect(arrows(imports, "h").get("two -> one")).toEqual(["h/two/deep/b.ts imports h/one/b.ts"]);
  });
});
