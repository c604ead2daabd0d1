import { join } from "node:path";
import { errorTexts } from "../../tools/generate/errorTexts/constructions";
import { parse, sourcesBelow } from "../../tools/generate/errorTexts/tree";

const problem = "export class Problem extends Error {}\nexport class Refused extends Problem {}\n";

/** The texts of a file that stands in the tree beside the error classes; `#{…}` is a template's placeholder. */
function textsOf(source: string, more: Readonly<Record<string, string>> = {}): string[] {
  const sources = { "provider/problem.ts": problem, "provider/brandNew.ts": source.replaceAll("#{", "${"), ...more };
  return errorTexts(parse(new Map(Object.entries(sources)))).map(({ text }) => text);
}
const importing = 'import { Problem, Refused } from "./problem";\n';

test.each<[string, string, readonly string[]]>([
  ["a text", 'throw new Problem("the sky is green");', ["the sky is green"]],
  ["a text with values", "throw new Problem(`cluster #{id} is #{state()}`);", ["cluster … is …"]],
  ["a text in parts", "throw new Problem(`a cluster #{id} ` + 'is not there');", ["a cluster … is not there"]],
  ["one of two texts", 'throw new Problem(x ? "one of them" : "the other");', ["one of them", "the other"]],
  ["a constant", 'const text = "the sky is green";\nthrow new Problem(text);', ["the sky is green"]],
  [
    "a function's answer",
    "throw new Problem(`no sky: #{cure(1)}`);\nfunction cure(n: number) { return `look up #{n} times`; }",
    ["no sky: look up … times"],
  ],
  [
    "a helper that throws",
    'refuse("the sky is green");\nconst refuse = (reason: string) => { throw new Problem(reason); };',
    ["the sky is green"],
  ],
  [
    "a helper that ends a text",
    'refuse("has no sky to show");\nrefuse("is only made of glass");\nfunction refuse(why: string) { throw new Problem(`the house #{why}`); }',
    ["the house has no sky to show", "the house is only made of glass"],
  ],
  [
    "lines",
    'const lines = [`it failed: #{why}`, ...more, "  Try again."];\nthrow new Problem(lines.join("\\n"));',
    ["it failed: … Try again."],
  ],
  [
    "a list that is filled elsewhere",
    'const faults: string[] = [];\nfill(faults);\nthrow new Problem(faults.join("\\n"));\nfunction fill(list: string[]) { list.push("the roof is missing"); }',
    ["the roof is missing"],
  ],
  [
    "a list that holds another one of its name",
    'function told(lines: string[]) { throw new Problem(`#{lines.map((line) => line).join("; ")}`); }\nconst facts = { lines: [...before.lines, "the roof is missing"] };\ntold(facts.lines);\nfunction warn(facts: { lines: string[] }) { throw new Problem(`#{first(facts.lines)}`); }\nfunction first(lines: string[]) { for (const line of lines) return line; return "no roof at all"; }',
    ["the roof is missing", "no roof at all"],
  ],
  [
    "what a constructor adds",
    "class Late extends Problem { constructor(what: string, readonly n: number) { super(`waited for #{what}`); } }\nthrow new Late(`cluster #{id}`, 1);",
    ["waited for cluster …"],
  ],
  [
    "what a constructor keeps, in one of two ways",
    'class Late extends Problem { constructor(readonly state: string, late: boolean) { const found = late ? `still #{state}` : `#{state} instead`; super(`it is #{found}, today`); } }\nthrow new Late("running", true);\nthrow new Late(asked, false);',
    ["it is still running, today", "it is running instead, today", "it is still …, today", "it is … instead, today"],
  ],
  ["an error of a library", 'throw new lib.UsageError("write it otherwise");', ["write it otherwise"]],
  ["a refused input", 'const failure = { property: "name", reason: "must be set" };', ["must be set"]],
  [
    "a refused input of a helper",
    'const failure = (property: string, reason: string) => [{ property, reason }];\nfailure("name", "must be set");',
    ["must be set"],
  ],
  ["a refused change", 'const facts = { refuse: () => "cannot go back" };', ["cannot go back"]],
  [
    "a shape's fault",
    'function judged(judge: (fault: (message: string) => void) => void) {}\njudged((fault) => fault("must be text"));',
    ["must be text"],
  ],
  ["a reason to abort", 'controller.abort("nobody waits for it");', ["nobody waits for it"]],
])("a new file's error is listed by itself: %s", (_, source, texts) => {
  expect(textsOf(`${importing}${source}`)).toEqual(texts);
});

test("an error that passes on another one's words is not listed twice", () => {
  const source = `${importing}
    try { throw new Problem("the sky is green"); } catch (error) { throw new Refused(error.message); }
    const wrap = (cause: unknown) => new Problem(String(cause));`;
  expect(textsOf(source)).toEqual(["the sky is green"]);
});

test("an error that nobody sees is not listed", () => {
  expect(textsOf(`${importing}try { throw new Problem("only a jump"); } catch { go(); }`)).toEqual([]);
});

test("a text is found across files, through a re-export", () => {
  const more = {
    "provider/words.ts": 'export const words = "the sky is green";',
    "provider/index.ts": 'export * from "./words";',
  };
  expect(textsOf(`${importing}import { words } from "./index";\nthrow new Problem(words);`, more)).toEqual([
    "the sky is green",
  ]);
});

test.each([
  ["a value", "throw new Problem(config.text);"],
  ["a helper's own argument that nobody gives", "export function refuse(text: string) { throw new Problem(text); }"],
  ["a library's answer", "throw new Refused(library.describe(1));"],
  ["a refused input", 'const failure = { property: "name", reason: config.text };'],
])("an error whose words cannot be found is named by its place: %s", (_, source) => {
  expect(() => textsOf(`${importing}${source}`)).toThrow(/^provider\/brandNew\.ts:2: no text is found for /);
});

test("each construction of an error class in this repository is listed, or passes on another's words", () => {
  const texts = errorTexts(parse(sourcesBelow(join(__dirname, "..", ".."), ["provider", "sdk", "cli"])));
  const kinds = new Set(texts.map(({ kind }) => kind));
  for (const kind of ["Problem", "AckError", "WaitFailed", "TaskFailed", "NoCredentials", "Unanswered", "UsageFault"])
    expect(kinds).toContain(kind);
  expect(kinds).toContain("Failure");
});
