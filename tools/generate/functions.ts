import { join } from "node:path";
import ts from "typescript";
import { code, pageHeader, prose, table } from "./markdown";

const root = join(__dirname, "..", "..");

/** Each function of the package with its arguments and its result, read from its types. */
export function functionsPage(): string {
  const entry = join(root, "sdk", "index.ts");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (source === undefined || module === undefined) throw new Error("sdk/index.ts exports nothing");
  const sections = checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .filter(({ name }) => /^get[A-Z]/.test(name) && !name.endsWith("Output"))
    .map((symbol) => section(symbol, checker, source));
  return `${pageHeader("the functions' types")}# Functions, field by field

[Functions](functions.md) describes when to use each function. Every function has an \`…Output\` form that takes the same arguments.

${sections.join("\n")}`;
}

function section(symbol: ts.Symbol, checker: ts.TypeChecker, source: ts.SourceFile): string {
  const [signature] = checker.getTypeOfSymbolAtLocation(symbol, source).getCallSignatures();
  const [parameter] = signature?.getParameters() ?? [];
  if (signature === undefined || parameter === undefined) throw new Error(`${symbol.name} is no function`);
  const taken = checker.getTypeOfSymbolAtLocation(parameter, source);
  const answer = checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType();
  const element = checker.getIndexTypeOfType(answer, ts.IndexKind.Number);
  return `## ${symbol.name}

${prose(ts.displayPartsToString(symbol.getDocumentationComment(checker)))}

${fields("argument", taken, checker, source)}

${fields(element === undefined ? "result" : "each result", element ?? answer, checker, source)}
`;
}

function fields(head: string, type: ts.Type, checker: ts.TypeChecker, source: ts.SourceFile): string {
  const rows = type.getProperties().map((property) => {
    const whole = checker.getTypeOfSymbolAtLocation(property, source);
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const shown = checker.typeToString(isOptional ? checker.getNonNullableType(whole) : whole, source);
    const doc = ts.displayPartsToString(property.getDocumentationComment(checker));
    return [
      `${code(property.name)}${isOptional ? " (optional)" : ""}`,
      code(shown),
      prose(doc.replace(/\s*\n\s*/g, " ")),
    ];
  });
  return table([head, "type", ""], rows);
}
