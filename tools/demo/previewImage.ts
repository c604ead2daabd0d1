/**
 * `npm run picture`: the README's picture of a preview, from a real one. A test compares it with the current output.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Simulator } from "../../simulator/index";
import { EngineStack, loadProgram, simulatorConfig } from "../engine/engine";

const root = join(__dirname, "..", "..");

/** The path of the picture. */
export const pictureFile = join(root, "docs", "images", "preview.svg");

/** The changes in the picture's preview: one in place, and one replacement. */
const edits: readonly (readonly [from: string, to: string])[] = [
  ['env: "dev"', 'env: "prod"'],
  ["172.21.0.0/20", "172.22.0.0/20"],
];

/** Runs the quickstart against the simulator, edits it, and draws the output of the next preview. */
export async function previewPicture(): Promise<string> {
  const simulator = await Simulator.start();
  const quickstart = join(root, "examples", "quickstart", "index.ts");
  const stack = await EngineStack.create({
    program: loadProgram(quickstart),
    project: "ack-quickstart",
    stack: "prod",
    config: simulatorConfig(simulator),
    color: "always",
  });
  try {
    await stack.up();
    stack.program = loadProgram(quickstart, (source) => edits.reduce(edited, source));
    const { stdout } = await stack.preview("--diff");
    return draw(["$ pulumi preview --diff", ...linesOf(stdout)]);
  } finally {
    await stack.dispose();
    await simulator.close();
  }
}

function edited(source: string, [from, to]: readonly [string, string]): string {
  if (!source.includes(from)) throw new Error(`examples/quickstart/index.ts does not hold ${from} any more`);
  return source.replace(from, to);
}

/** The lines that matter to a reader. Ids are replaced, since they differ between runs. */
function linesOf(text: string): string[] {
  return text
    .replaceAll(/\[id=c[0-9a-f]{32}\]/g, "[id=c0a1…]")
    .split("\n")
    .filter((line) => !line.includes("previewing update") && !line.includes("[urn="))
    .join("\n")
    .trimEnd()
    .split("\n");
}

const LINE_HEIGHT = 20;
const CHARACTER_WIDTH = 8.4;
const MARGIN = 16;

/** The terminal's colours that Pulumi uses, by number; `undefined` is plain text. */
const colours: Readonly<Record<string, string>> = { 1: "#ff7b72", 2: "#7ee787", 3: "#e3b341", 13: "#d2a8ff" };

function draw(lines: readonly string[]): string {
  let style: Style = {};
  const drawn = lines.map((line, index) => {
    const { runs, end } = runsOf(line, style);
    style = end;
    const y = MARGIN + LINE_HEIGHT * (index + 0.75);
    return `<text xml:space="preserve" x="${MARGIN}" y="${y}">${runs.map(span).join("")}</text>`;
  });
  const longest = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
  const [width, height] = [Math.ceil(longest * CHARACTER_WIDTH) + 2 * MARGIN, lines.length * LINE_HEIGHT + 2 * MARGIN];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>What pulumi preview --diff says of an edit that replaces a cluster</title>
<style>text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e6edf3 }</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${drawn.join("\n")}
</svg>
`;
}

interface Style {
  readonly colour?: string | undefined;
  readonly bold?: boolean;
}

interface TextRun {
  readonly text: string;
  readonly style: Style;
}

/** A line's text by how it looks. Colours of a terminal: `ESC[0m` resets, `ESC[1m` is bold, `ESC[38;5;Nm` a colour. */
function runsOf(line: string, start: Style): { runs: TextRun[]; end: Style } {
  let style = start;
  const runs: TextRun[] = [];
  for (const [index, part] of line.split(`${String.fromCharCode(27)}[`).entries()) {
    // All but the first begin with the rest of an escape sequence.
    const [, code, text] = (index > 0 && /^([\d;]*)m(.*)$/.exec(part)) || [part, "", part];
    if (code === "0") style = {};
    else if (code === "1") style = { ...style, bold: true };
    else if (code) style = { ...style, colour: colours[code.replace(/^38;5;/, "")] };
    if (text) runs.push({ text, style });
  }
  return { runs, end: style };
}

function span({ text, style: { colour, bold } }: TextRun): string {
  const attributes = [colour && ` fill="${colour}"`, bold && ' font-weight="bold"'].filter(Boolean).join("");
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return attributes === "" ? escaped : `<tspan${attributes}>${escaped}</tspan>`;
}

if (require.main === module) {
  void previewPicture().then((picture) => {
    writeFileSync(pictureFile, picture);
  });
}
