import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clusterExamples } from "../../tools/generate/schemaExamples";
import { blocksOf } from "./support/blocks";

const root = join(__dirname, "..", "..");
const example = (...path: string[]) => readFileSync(join(root, "examples", ...path), "utf8");

/** The programs of a page, by language. */
const programs = (page: string) =>
  Object.fromEntries(
    blocksOf(page)
      .filter(({ language }) => language !== "sh")
      .map(({ language, text }) => [language, text]),
  );

/** The programs of the package schema, by language. */
const schemaPrograms = Object.fromEntries(
  [...clusterExamples.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => [language, text]),
);

test("docs/languages.md has the quickstarts and the schema's programs, word for word", () => {
  expect(programs("docs/languages.md")).toEqual({
    python: example("quickstart-python", "__main__.py"),
    go: example("quickstart-go", "program.go"),
    yaml: example("quickstart-yaml", "Pulumi.yaml"),
    csharp: schemaPrograms.csharp,
    java: schemaPrograms.java,
  });
});

test("the page for the registry has the schema's programs, word for word", () => {
  const { typescript: ts, ...others } = schemaPrograms;
  expect(programs("docs/_index.md")).toEqual({ ts, ...others });
});

test("the quickstart in Go imports the module that the schema names", () => {
  const { language } = JSON.parse(readFileSync(join(root, "provider", "schema.json"), "utf8"));
  expect(example("quickstart-go", "program.go")).toContain(JSON.stringify(language.go.importBasePath));
});
