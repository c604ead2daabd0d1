import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { exitCodes } from "../../cli/exit";
import { commandNames, helpText } from "../../cli/run";

/** The page about the command `ack-serverless`: its own help, its exit codes, and what it writes with --json. */
export function cliPage(): string {
  const declarations = answerDeclarations();
  const codes = Object.entries(exitCodes).map(([code, words]) => `| ${code} | ${words} |`);
  return `${HEAD}
${fenced(helpText())}
## Exit codes

| code | meaning |
| --- | --- |
${codes.join("\n")}

Ctrl-C ends a command with the exit code 130, as is usual in a shell.

## JSON

With \`--json\`, a command writes only its result to standard output, as JSON; \`watch\` writes one line of JSON for each change. Warnings and error messages go to standard error. A command that fails also writes this object to standard output, on one line:

${typescript(declarations.ErrorAnswer)}
A negative finding is not a failure, and the command writes its usual JSON. This applies to the exit codes 3, 4 and 5, and to the exit code 1 of \`versions\` (no version found) and \`migrate\` (a cluster cannot be read).

${commandNames.map((name) => section(name, declarations)).join("\n")}`;
}

const HEAD = `<!-- Generated from the help of each command and cli/answers.ts by npm run generate. -->

# The command ack-serverless

\`npx ack-serverless\` in a project that has \`pulumi-ack-serverless\`; elsewhere \`npx --package pulumi-ack-serverless ack-serverless\`. The commands only read: none of them changes a cluster.
`;

function section(name: string, declarations: Readonly<Record<string, string>>): string {
  const answer = `${name.charAt(0).toUpperCase()}${name.slice(1)}Answer`;
  const declaration = declarations[answer];
  if (declaration === undefined) throw new Error(`cli/answers.ts has no ${answer}: what does ${name} --json write?`);
  return `## ${name}

${fenced(helpText(name))}
With \`--json\`:

${typescript(declaration)}`;
}

function fenced(text: string, language = "text"): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\`\n`;
}

function typescript(declaration = ""): string {
  return fenced(declaration.replaceAll(/\b(readonly|export) /g, ""), "ts");
}

/** The declarations of cli/answers.ts by their names, each with its comment. */
function answerDeclarations(): Record<string, string> {
  const text = readFileSync(join(__dirname, "..", "..", "cli", "answers.ts"), "utf8");
  const file = ts.createSourceFile("answers.ts", text, ts.ScriptTarget.ES2022, true);
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
