import { columns } from "../../cli/text";

test("a Chinese character takes two columns of a terminal", () => {
  const rows = [
    ["NAME", "STATE"],
    ["生产-1", "running"],
    ["prod-1", "failed"],
  ];
  expect(columns(rows, (text) => text)).toBe(["NAME    STATE", "生产-1  running", "prod-1  failed", ""].join("\n"));
});
