import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { folder } from "./support/example";
import { objectOf } from "./support/operator";

const root = join(__dirname, "..", "..");
const examples = readdirSync(folder);
const textOf = (...path: string[]) => readFileSync(join(...path), "utf8");
/** Those for Node: an example in another language has no npm package. */
const packages = examples.filter((name) => existsSync(join(folder, name, "package.json")));
const packageOf = (example: string) => JSON.parse(textOf(folder, example, "package.json"));
const sourcesOf = (example: string) => readdirSync(join(folder, example)).filter((name) => name.endsWith(".ts"));

/** What an example says of itself, in the file in which its kind of project does. */
function descriptionOf(example: string): string {
  if (example === "operator") return objectOf("Program").metadata.annotations["kubernetes.io/description"];
  const file = ["Pulumi.yaml", "PulumiPolicy.yaml"].find((name) => existsSync(join(folder, example, name)));
  return file === undefined ? packageOf(example).description : parse(textOf(folder, example, file)).description;
}

test("docs/examples.md lists every example with its own description", () => {
  const rows = textOf(root, "docs", "examples.md").matchAll(
    /^\| \[(.*?)\]\(\.\.\/examples\/(.*?)\) \| (.*?) \| (.*?) \|$/gm,
  );
  const listed = [...rows].map(([, name, target, description]) => [name, target, description]);
  expect(listed.sort()).toEqual(examples.map((name) => [name, name, descriptionOf(name)]).sort());
});

test.each(["testing.md", "policy.md"])("the programs of docs/%s are the examples, word for word", (page) => {
  const shown = [...textOf(root, "docs", page).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text]) => text);
  const example = page === "testing.md" ? "unit-tests" : "policy";
  const sources = sourcesOf(example).map((name) => textOf(folder, example, name));
  expect(shown.sort()).toEqual(sources.sort());
});

describe.each(packages)("%s", (example) => {
  test("asks for the packages, and the versions, that it is tested with", () => {
    const { name, dependencies, devDependencies } = packageOf(example);
    expect(name).toBe(`ack-${example}`);
    const own = JSON.parse(textOf(root, "package.json"));
    const tested = { ...own.dependencies, ...own.devDependencies, [own.name]: `^${own.version}` };
    const asked = Object.entries({ ...dependencies, ...devDependencies });
    expect(asked).toEqual(asked.map(([dependency]) => [dependency, tested[dependency]]));
    const imported = sourcesOf(example).flatMap((file) =>
      ts.preProcessFile(textOf(folder, example, file)).importedFiles.map(({ fileName }) => fileName),
    );
    const foreign = imported.filter((specifier) => !/^(\.|node:)/.test(specifier));
    const names = foreign.map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0]);
    expect(asked.map(([dependency]) => dependency)).toEqual(expect.arrayContaining(names));
  });

  test("names all its files in its tsconfig.json, which is like the others'", () => {
    const { compilerOptions, files } = JSON.parse(textOf(folder, example, "tsconfig.json"));
    expect(files.sort()).toEqual(sourcesOf(example).sort());
    expect(compilerOptions).toEqual(JSON.parse(textOf(folder, "quickstart", "tsconfig.json")).compilerOptions);
  });
});

test("all type-check with the options that their users have", () => {
  const { compilerOptions } = JSON.parse(textOf(folder, "quickstart", "tsconfig.json"));
  const { options, errors } = ts.convertCompilerOptionsFromJson({ ...compilerOptions, types: ["node"] }, root);
  expect(errors).toEqual([]);
  const files = examples.flatMap((example) => sourcesOf(example).map((name) => join(folder, example, name)));
  const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
  expect(
    found.map(({ file, messageText }) => [file?.fileName, ts.flattenDiagnosticMessageText(messageText, "\n")]),
  ).toEqual([]);
});
