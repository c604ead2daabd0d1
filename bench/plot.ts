/** One bar of a group. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What is written at its end. */
  readonly text: string;
}

export interface Group {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const width = 720;
const labelWidth = 190;
const textWidth = 110;
const rowHeight = 22;
const barHeight = 14;
/** Distinct for colour-blind readers, and on white as on black. */
const colours = ["#8a8f98", "#2f7ed8", "#e08a1e", "#3c9d5b"];

/**
 * Horizontal bars in groups, as an SVG that follows the reader's colour scheme.
 *
 * @param scale  one for each group, or one for all of them, where all values are of one kind
 */
export function barChart(title: string, groups: readonly Group[], scale: "own" | "shared"): string {
  const labels = [...new Set(groups.flatMap(({ bars }) => bars.map(({ label }) => label)))];
  const lines: string[] = [];
  let y = 34;
  for (const group of groups) {
    lines.push(`<text class="group" x="0" y="${y + 12}">${escaped(group.title)}</text>`);
    y += rowHeight;
    const measured = scale === "own" ? group.bars : groups.flatMap(({ bars }) => bars);
    const most = Math.max(...measured.map(({ value }) => value), Number.MIN_VALUE);
    for (const { label, value, text } of group.bars) {
      const length = Math.max(1, (value / most) * (width - labelWidth - textWidth));
      const colour = colours[labels.indexOf(label) % colours.length];
      lines.push(
        `<text x="${labelWidth - 8}" y="${y + 11}" text-anchor="end">${escaped(label)}</text>`,
        `<rect x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" fill="${colour}" rx="2"/>`,
        `<text x="${(labelWidth + length + 6).toFixed(1)}" y="${y + 11}">${escaped(text)}</text>`,
      );
      y += rowHeight;
    }
    y += 10;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" role="img" aria-label="${escaped(title)}">
<style>text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-size:15px;font-weight:600}.group{font-weight:600}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>
<text class="title" x="0" y="16">${escaped(title)}</text>
${lines.join("\n")}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
