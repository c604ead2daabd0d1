import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parseAllDocuments } from "yaml";
import { type Block, blocksOf, commandsOf, pages, programOf } from "./support/blocks";

const root = join(__dirname, "..", "..");
const blocks = pages.flatMap(blocksOf);

/** What a block of each language may be marked as: "" needs no mark. */
const marks: Readonly<Record<string, readonly string[]>> = {
  // Type-checked; with `run`, the program that the page's commands then work on; with `inside`, a part of a test.
  ts: ["", "run", "inside"],
  // `offline`: run by guides.test.ts; `refused`: likewise, and must fail; `repository`: a script of this repository;
  // `account`: needs an account, a registry or another tool, and was not run.
  sh: ["offline", "offline refused", "repository", "account"],
  console: ["account"],
  json: [""],
  yaml: ["", "account"],
  // languages.test.ts compares these with the examples and the schema, whose tests run those in Python and Go.
  python: [""],
  go: [""],
  csharp: [""],
  java: [""],
  // `output`: what the commands before it say; else an illustration.
  text: ["", "output"],
};

const where = ({ page, line }: Block) => `${page}:${line}`;
const named = (block: Block): [string, Block] => [where(block), block];

test("every block says what it is, and whether it needs an account", () => {
  const unmarked = blocks.filter(({ language, mark }) => !marks[language]?.includes(mark));
  expect(unmarked.map((block) => `${where(block)}: ${block.language} ${block.mark}`)).toEqual([]);
});

test("every page of the site has a title, and no page is without one", () => {
  const titles = pages.map((page) => /^(# |title: ).+$/m.exec(readFileSync(join(root, page), "utf8"))?.[0]);
  expect(titles.filter((title) => title === undefined)).toEqual([]);
});

const of = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language)).map(named);

test.each(of("json"))("%s: is JSON", (_, { text }) => {
  expect(JSON.parse(text)).toEqual(expect.any(Object));
});

test.each(of("yaml"))("%s: is YAML", (_, { text }) => {
  const documents = parseAllDocuments(text);
  expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  expect(documents.map((document) => document.toJS())).toEqual(documents.map(() => expect.any(Object)));
});

test("commands of a clone are scripts of this repository", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const commands = blocks.filter(({ mark }) => mark === "repository").flatMap(commandsOf);
  expect(commands.length).toBeGreaterThan(0);
  const unknown = commands.filter((command) => {
    const [, script = command] = /^npm (?:run )?(?:-s )?(\w+)/.exec(command) ?? [];
    return scripts[script] === undefined;
  });
  expect(unknown).toEqual([]);
});

/** Packages that pages speak of, and that are no part of this one. */
const foreign = ["@pulumi/kubernetes", "@pulumi/alicloud", "@pulumi/policy"];
const isThere = (name: string) => existsSync(join(root, "node_modules", ...name.split("/"), "package.json"));

test("every program compiles against the package", () => {
  const programs = blocks.filter(({ language }) => language === "ts");
  const files = new Map<string, string>();
  for (const block of programs) files.set(fileOf(block), `${files.get(fileOf(block)) ?? ""}${programOf(block)}\n`);
  const ambient = join(root, ".work", "foreign.d.ts");
  files.set(
    ambient,
    foreign
      .filter((name) => !isThere(name))
      .map((name) => `declare module "${name}";`)
      .join("\n"),
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    esModuleInterop: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, target) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, target) : ts.createSourceFile(path, text, target);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const faults = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const block = programs.find((one) => fileOf(one) === file?.fileName);
    return `${block ? where(block) : file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
  expect(faults).toEqual([]);
});

/** Programs that examples have word for word: beside these, their imports of each other resolve. */
const exampleOf: Readonly<Record<string, string>> = {
  "docs/testing.md": "examples/unit-tests",
  "docs/policy.md": "examples/policy",
};

/** In a folder of the repository's, so that the package's own name resolves; nothing is written there. */
function fileOf({ page, line, mark, text }: Block): string {
  // Declarations alone, as of a command's answers, may name each other.
  const isAlone = mark !== "" || /^(import|export) /m.test(text);
  return join(root, exampleOf[page] ?? ".work", `${page.replaceAll(/\W/g, "-")}${isAlone ? `-${line}` : ""}.ts`);
}
