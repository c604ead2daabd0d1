import { exactText, parseExact } from "../../../provider/cluster/properties/exactJson";

const KIB = 1024;

test("two spellings of one number that JavaScript would round are equal, and their neighbours are not", () => {
  const value = parseExact("[9007199254740993, 9007199254740993.0, 90071992547409930e-1, 9007199254740992]");
  const [first, second, third, other] = value as unknown[];
  expect([second, third]).toEqual([first, first]);
  expect(other).not.toEqual(first);
  expect(exactText(value)).toBe("[9007199254740993,9007199254740993,9007199254740993,9007199254740992]");
});

test.each([
  ["zeros between digits", `1.${"0".repeat(256 * KIB)}1`],
  ["digits", "1".repeat(256 * KIB)],
  ["zeros at the end", `1.1${"0".repeat(256 * KIB)}`],
])("a number of 256 KiB is read as fast as other text: %s", (_, literal) => {
  const [first, second] = parseExact(`[${literal}, ${literal}]`) as unknown[];
  expect(second).toEqual(first);
});
