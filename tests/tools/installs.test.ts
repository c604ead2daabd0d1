import { footprintRows } from "../../tools/installs/footprint";
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
