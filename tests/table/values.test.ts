import { numberOf } from "../../provider/table/values";

test.each<[string, unknown, number]>([
  ["a number", 30, 30],
  ["a number as text", "30", 30],
  ["other text", "many", Number.NaN],
  ["nothing", undefined, Number.NaN],
  ["null", null, Number.NaN],
  ["a list", [30], Number.NaN],
  ["an object that no primitive can be made of", { toString: "", valueOf: "" }, Number.NaN],
])("%s stands for the number that it is", (_, value, number) => {
  expect(numberOf(value)).toBe(number);
});
