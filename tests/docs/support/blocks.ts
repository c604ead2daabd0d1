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
