import { footprintRows } from "../../tools/installs/footprint";
import { judge, matrixRows } from "../../tools/installs/matrix";
import { withTable } from "../../tools/installs/page";

describe("the page on installation", () => {
  const page = "# A\n\n<!-- one: by hand -->\n\nold\n\n<!-- end of one -->\n\nrest\n";

  test("gets a table between the marks, and keeps the rest", () => {
    const written = withTable(page, "one", [
      ["a", "b"],
      ["1", "x | y"],
    ]);
    expect(written).toBe(
      "# A\n\n<!-- one: by hand -->\n\n| a | b |\n| --- | --- |\n| 1 | x \\| y |\n\n<!-- end of one -->\n\nrest\n",
    );
    expect(withTable(written, "one", [["c"]])).toBe(
      "# A\n\n<!-- one: by hand -->\n\n| c |\n| --- |\n\n<!-- end of one -->\n\nrest\n",
    );
  });

  test("must have the marks", () => {
    expect(() => withTable(page, "two", [])).toThrow("docs/installation.md has no marks for the table two");
  });
});

test("a footprint is what a candidate adds to the bare project", () => {
  const bare = { entries: 10, packages: 20, bytes: 1_000_000, diskBytes: 2_000_000 };
  const other = { entries: 13, packages: 25, bytes: 1_250_000, diskBytes: 2_960_000 };
  expect(footprintRows(bare, { other }).slice(1)).toEqual([
    ["a bare Pulumi project", "10", "20", "1.0 MB", "2.0 MB"],
    ["other", "+3", "+5", "+0.3 MB", "+1.0 MB"],
  ]);
});

describe("the matrix", () => {
  const life = { id: "c0123", changed: { update: 1, same: 1 }, refreshed: { same: 2 } };

  test.each([
    ["nothing, of a life as it should be", {}, undefined],
    ["a cluster without an id", { id: undefined }, "no cluster id, but undefined"],
    ["a new tag without an update", { changed: { same: 2 } }, 'a new tag made no update: {"same":2}'],
    [
      "a difference that a refresh finds",
      { refreshed: { same: 1, update: 1 } },
      'a refresh found a change: {"same":1,"update":1}',
    ],
  ])("objects to %s", (_, change, problem) => {
    expect(judge({ ...life, ...change })).toBe(problem);
  });

  test("has a row for each installation, with a word for each program", () => {
    const lives = { "dynamic.cjs": "works", "dynamic.mjs": "works", "plugin.cjs": "works", "plugin.mjs": "no" };
    const [head, row] = matrixRows([{ manager: "npm 11.1.0", node: "22.1.0", pulumi: "3.270.0", lives }]);
    expect(row).toEqual(["npm 11.1.0", "22.1.0", "3.270.0", "works", "works", "works", "no"]);
    expect(head).toHaveLength(7);
  });
});
