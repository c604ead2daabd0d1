import { join, relative } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..");
const folders = ["provider", "sdk", "cli"].map((folder) => join(root, folder));

/** The files of the functions that turn any value into text or a number. */
const homes = [join("provider", "table", "values.ts"), join("cli", "text.ts")];

const { fileNames, options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  root,
);
const inScope = (path: string) => folders.some((folder) => path.startsWith(folder));

/** Objects and unknown values: `String()`, `Number()` and templates throw for some of them, and garble the rest. */
function isAnything(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isAnything);
  return (
    (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive)) !== 0
  );
}

/** What an expression turns into text or a number. */
function converted(node: ts.Node): ts.Expression | undefined {
  if (ts.isTemplateSpan(node)) return node.expression;
  const isCall = ts.isCallExpression(node) && ["String", "Number"].includes(node.expression.getText());
  return isCall ? node.arguments[0] : undefined;
}

/** Each conversion of a value that may be anything, as `path:line: code`. */
function conversions(program: ts.Program, paths: readonly string[]): string[] {
  const checker = program.getTypeChecker();
  return paths.flatMap((path) => {
    const found: string[] = [];
    const file = program.getSourceFile(path) as ts.SourceFile;
    const visit = (node: ts.Node): void => {
      const expression = converted(node);
      if (expression !== undefined && isAnything(checker.getTypeAtLocation(expression))) {
        const { line } = file.getLineAndCharacterOfPosition(expression.getStart());
        found.push(`${relative(root, path)}:${line + 1}: ${expression.getText()}`);
      }
      node.forEachChild(visit);
    };
    visit(file);
    return found;
  });
}

test("a value that may be anything becomes text or a number only by plain(), textOf() and numberOf()", () => {
  const paths = fileNames.filter((path) => inScope(path) && !homes.includes(relative(root, path)));
  expect(paths.length).toBeGreaterThan(100);
  expect(conversions(ts.createProgram(paths, options), paths)).toEqual([]);
});
