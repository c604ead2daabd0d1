import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** A fenced block of a page: its language, what the page says of it, and what is in it. */
export interface Block {
  readonly page: string;
  /** Of the fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** What follows the language, such as `offline` in "```sh offline". */
  readonly mark: string;
  readonly text: string;
}

/** The pages that a person wrote or generated, by their paths in the repository. */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "simulator/README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

const fence = /^([ \t]*)```(\S*)[ \t]*(.*)\n([\s\S]*?)^\1```$/gm;

export function blocksOf(page: string): Block[] {
  const source = readFileSync(join(root, page), "utf8");
  return [...source.matchAll(fence)].map((match) => {
    const [, indent = "", language = "", mark = "", text = ""] = match;
    const line = source.slice(0, match.index).split("\n").length;
    return { page, line, language, mark: mark.trim(), text: text.replaceAll(new RegExp(`^${indent}`, "gm"), "") };
  });
}

/** A program as the compiler reads it. What is marked as `inside` stands in a test that has a simulator and a cluster. */
export function programOf({ mark, text }: Block): string {
  if (mark !== "inside") return text;
  const lines = text.split("\n");
  const imports = lines.filter((line) => line.startsWith("import "));
  const body = lines.filter((line) => !line.startsWith("import "));
  const given = body.some((line) => line.startsWith("const simulator")) ? "" : "simulator: Simulator, ";
  return `import { Simulator } from "pulumi-ack-serverless/simulator";
${imports.filter((line) => !line.includes("{ Simulator }")).join("\n")}
export async function inside(${given}id: string, accessKeyId: string) {
  void id;
  void accessKeyId;
${body.join("\n")}
}
`;
}

/** The commands of a shell block, each on one line, without comments and prompts. */
export function commandsOf({ text }: Block): string[] {
  return text
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) =>
      line
        .replace(/^\$ /, "")
        .replace(/(^|\s+)# .*$/, "")
        .trim(),
    )
    .filter((line) => line !== "");
}

/** A command's words as a shell would part them. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? "",
  );
}
