import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { type Facts, factsOf, onlyFacts, withFacts, withoutFacts } from "../../../provider/cluster/state/facts";

const root = join(__dirname, "..", "..", "..");
const folders = ["provider", "sdk", "cli"];
const paths = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name)),
);
const home = join("provider", "cluster", "state", "facts.ts");

const all: Facts = {
  inputs: ["name"],
  wishes: { kubernetesVersion: "1.32" },
  hasRun: true,
  owner: "owned:1",
  isUnfinalized: true,
  takenOver: ["serviceCidr"],
  isImported: true,
  derived: ["regionId"],
  secrets: [["tags", "env"]],
  urn: "urn:pulumi:dev::project::type::name",
  timeouts: { create: 60 },
  provider: "exports.handler = …",
};
const names = Object.keys(withFacts({}, all));

test("facts are read as they were written, among other values", () => {
  const values = withFacts({ name: "demo" }, all);
  expect(factsOf(values)).toEqual(all);
  expect(withoutFacts(values, Object.keys(all) as (keyof Facts)[])).toEqual({ name: "demo" });
  expect(onlyFacts(values, ["urn"])).toEqual(withFacts({}, { urn: all.urn }));
});

test("a fact that is given as undefined is taken out; others stay", () => {
  expect(factsOf(withFacts(withFacts({}, all), { owner: undefined }))).toEqual({ ...all, owner: undefined });
});

test.each(names)("%s of the wrong type is not a fact", (name) => {
  expect(factsOf({ [name]: name === "__provider" ? undefined : 1 })).toEqual({});
});

test.each(["inputs", "takenOver", "derived"] as const)(
  "%s lists texts, whatever else an edited state holds",
  (fact) => {
    const odd = withFacts({}, { [fact]: ["name", { toString: null }, 1, ""] });
    expect(factsOf(odd)).toEqual({ [fact]: ["name"] });
  },
);

test("a string with a hidden fact's name stands in one file only", () => {
  const strings = (path: string) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const text = ts.isStringLiteralLike(node) || ts.isIdentifier(node) ? node.text : undefined;
      if (text !== undefined && names.includes(text)) found.push(`${path}: ${text}`);
      node.forEachChild(visit);
    };
    visit(ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.Latest, true));
    return found;
  };
  expect(paths.filter((path) => path !== home).flatMap(strings)).toEqual([]);
  expect(strings(home).map((one) => one.split(": ")[1])).toEqual(names);
});

/** Which files write and which read each fact: where a member of `Facts` is given in a literal, and where it is taken. */
function usesOfFacts(): Map<string, { written: Set<string>; read: Set<string> }> {
  const program = ts.createProgram(
    paths.map((path) => join(root, path)),
    { noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, strict: true },
  );
  const checker = program.getTypeChecker();
  const uses = new Map(Object.keys(all).map((fact) => [fact, { written: new Set<string>(), read: new Set<string>() }]));
  const isFact = (symbol: ts.Symbol | undefined) =>
    symbol?.declarations?.some(({ parent }) => ts.isInterfaceDeclaration(parent) && parent.name.text === "Facts");
  const add = (path: string, kind: "written" | "read", symbol: ts.Symbol | undefined) => {
    if (isFact(symbol)) uses.get(symbol?.name as string)?.[kind].add(path);
  };
  for (const file of program.getSourceFiles()) {
    const path = relative(root, file.fileName);
    if (!paths.includes(path) || path === home) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node)) add(path, "read", checker.getSymbolAtLocation(node.name));
      if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
        const name = (node.propertyName ?? node.name).getText();
        add(path, "read", checker.getTypeAtLocation(node.parent).getProperty(name));
      }
      if (ts.isObjectLiteralExpression(node)) {
        for (const { name } of node.properties)
          if (name !== undefined) add(path, "written", checker.getContextualType(node)?.getProperty(name.getText()));
      }
      // A list of facts by name keeps or drops them as they are.
      if (ts.isStringLiteral(node) && ts.isArrayLiteralExpression(node.parent) && uses.has(node.text)) {
        const type = checker.getContextualType(node.parent);
        if (type !== undefined && checker.typeToString(type).includes("keyof Facts"))
          uses.get(node.text)?.read.add(path);
      }
      node.forEachChild(visit);
    };
    visit(file);
  }
  return uses;
}

/** What each fact holds, in the words of its docstring. */
function meanings(): Map<string, string> {
  const file = ts.createSourceFile(home, readFileSync(join(root, home), "utf8"), ts.ScriptTarget.Latest, true);
  const facts = file.statements.find(
    (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === "Facts",
  );
  return new Map(
    facts?.members.map((member) => {
      const [comment] = ts.getJSDocCommentsAndTags(member);
      return [
        member.name?.getText() ?? "",
        ts.getTextOfJSDocComment(comment?.comment)?.replace(/\s*\n\s*/g, " ") ?? "",
      ];
    }),
  );
}

test("the page on recorded values lists each of them, with the files that write and that read it", () => {
  const page = readFileSync(join(root, "decisions", "recorded-values.md"), "utf8");
  const shown = (files: ReadonlySet<string>) =>
    [...files]
      .map((path) => `\`${path.replace("provider/cluster/", "").replace(".ts", "")}\``)
      .sort()
      .join(", ");
  const [uses, holds] = [usesOfFacts(), meanings()];
  const rows = Object.keys(all).map((fact, index) => {
    const { written, read } = uses.get(fact) ?? { written: new Set<string>(), read: new Set<string>() };
    return `| \`${names[index]}\` | \`${fact}\` | ${holds.get(fact)} | ${shown(written)} | ${shown(read)} |`;
  });
  expect(page.split("\n").filter((line) => line.startsWith("| `__"))).toEqual(rows);
});
