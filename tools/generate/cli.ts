import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { exitCodes } from "../../cli/exit";
import { commandNames, helpText } from "../../cli/run";

/** The page about the command `ack-serverless`: its own help, its exit codes, and what it writes with --json. */
export function cliPage(): string {
  const declarations = { ...declarationsIn("sdk/functionTypes.ts"), ...declarationsIn("cli/answers.ts") };
  const codes = Object.entries(exitCodes).map(([code, words]) => `| ${code} | ${words} |`);
  return `${HEAD}
${fenced(helpText())}
## Exit codes

| code | meaning |
| --- | --- |
${codes.join("\n")}

Ctrl-C ends a command with 130, as shells expect.

## JSON

With \`--json\`, a command writes its result as JSON to standard output, and nothing else; \`watch\` writes a line of JSON for each change. Warnings and error texts go to standard error. A command that fails also writes this to standard output, on one line:

${typescript(declarations.ErrorAnswer)}
A finding is not a failure: with the exit codes 3, 4 and 5, and with 1 from \`versions\` (no such version) and \`migrate\` (a cluster could not be read), the JSON is the command's own.

${commandNames.map((name) => section(name, declarations)).join("\n")}`;
}

const HEAD = `<!-- Generated from the help of each command and cli/answers.ts by npm run generate. -->

# The command ack-serverless

\`npx ack-serverless\` in a project that has \`pulumi-ack-serverless\`; elsewhere \`npx --package pulumi-ack-serverless ack-serverless\`. No command changes a cluster.
`;

function section(name: string, declarations: Readonly<Record<string, string>>): string {
  const answer = `${name.charAt(0).toUpperCase()}${name.slice(1)}Answer`;
  const declaration = declarations[answer];
  if (declaration === undefined) throw new Error(`cli/answers.ts has no ${answer}: what does ${name} --json write?`);
  // Another answer has a section of its own.
  const named = Object.entries(declarations)
    .filter(([type]) => !type.endsWith("Answer") && new RegExp(`\\b${type}\\b`).test(declaration))
    .map(([, text]) => text);
  return `## ${name}

${fenced(helpText(name))}
With \`--json\`:

${typescript([declaration, ...named].join("\n\n"))}`;
}

function fenced(text: string, language = "text"): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\`\n`;
}

function typescript(declaration = ""): string {
  return fenced(declaration.replaceAll(/\b(readonly|export) /g, ""), "ts");
}

/** The declarations of a file by their names, each with its comment. */
function declarationsIn(path: string): Record<string, string> {
  const text = readFileSync(join(__dirname, "..", "..", path), "utf8");
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return Object.fromEntries(
    file.statements.flatMap((statement) =>
      ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
        ? [[statement.name.text, text.slice(docStart(statement, text), statement.end)]]
        : [],
    ),
  );
}

/** Where a declaration's own comment begins; a comment on the whole file is none. */
function docStart(statement: ts.Statement, text: string): number {
  const comments = ts.getLeadingCommentRanges(text, statement.pos) ?? [];
  return comments.find(({ kind }) => kind === ts.SyntaxKind.MultiLineCommentTrivia)?.pos ?? statement.getStart();
}
