import { classes } from "./support/classes";
import { optionRows } from "./support/optionRows";
import { optionRowsMore } from "./support/optionRowsMore";
import { optionRowsShared } from "./support/optionRowsShared";
import { type Outcomes, optionsPage, readPage, writePage } from "./support/optionsPage";

/** `npm run options` writes the page, every other run compares it. */
const writes = process.argv.includes("-u");
const rows = [...optionRowsShared, ...optionRows, ...optionRowsMore];
const outcomes: Outcomes = new Map(rows.map((row) => [row, new Map()]));

describe.each(rows)("$option", (row) => {
  test.each(classes)("$host", async (one) => {
    const outcome = (await row.run(one)) ?? "works";
    outcomes.get(row)?.set(one.host, outcome);
    const [, dynamic, plugin] =
      readPage()
        .split("\n")
        .find((line) => line.startsWith(`| ${row.option} |`))
        ?.split(" | ") ?? [];
    if (!writes) expect({ dynamic, plugin }[one.host]).toBe(outcome);
  });
});

test("the page states these outcomes", () => {
  if (writes) writePage(optionsPage(outcomes));
  const isComplete = [...outcomes.values()].every((of) => of.size === classes.length);
  if (isComplete) expect(readPage()).toBe(optionsPage(outcomes));
});
