import fc from "fast-check";
import { compareVersions, meets, minorsBetween, newest, version } from "../../../provider/cluster/properties/version";

const expected = 'must be a Kubernetes version such as "1.32.1-aliyun.1", or the beginning of one such as "1.32"; got ';

test.each<[unknown, string | undefined]>([
  ["1.32", undefined],
  ["1.32.1", undefined],
  ["1.32.1-aliyun.1", undefined],
  ["1.34.10-aliyun.12", undefined],
  ["1", '"1"'],
  ["v1.32", '"v1.32"'],
  ["1.32.1-aliyun", '"1.32.1-aliyun"'],
  ["1.32-aliyun.1", '"1.32-aliyun.1"'],
  ["1.32.x", '"1.32.x"'],
  ["1.32.1-aliyun.1 ", '"1.32.1-aliyun.1 "'],
  [1.32, "1.32"],
])("a version: %j", (value, shown) => {
  const messages = version.faults(value).map(({ message }) => message);
  expect(messages).toEqual(shown === undefined ? [] : [`${expected}${shown}`]);
});

test.each([
  ["1.32.1-aliyun.1", "1.32", true],
  ["1.32.1-aliyun.1", "1.32.1", true],
  ["1.32.1-aliyun.1", "1.32.1-aliyun.1", true],
  ["1.32.1-aliyun.1", "1.3", false],
  ["1.32.10-aliyun.1", "1.32.1", false],
  ["1.32.1-aliyun.10", "1.32.1-aliyun.1", false],
  ["1.33.1-aliyun.1", "1.32", false],
  ["1.32", "1.32.1", false],
])("%s meets the requested version %s: %s", (full, wish, isMet) => {
  expect(meets(full, wish)).toBe(isMet);
});

test("versions are compared number by number, as far as both go", () => {
  const sign = (a: string, b: string) => Math.sign(compareVersions(a, b));
  expect([
    sign("1.9.1-aliyun.1", "1.10.1-aliyun.1"),
    sign("1.34.10-aliyun.1", "1.34.9-aliyun.1"),
    sign("1.34.1-aliyun.2", "1.34.1-aliyun.10"),
    sign("1.34", "1.34.9-aliyun.1"),
    sign("2.0", "1.99"),
    sign("1.32.1-aliyun.1", "1.32.1-aliyun.1"),
  ]).toEqual([-1, 1, -1, 0, 1, 0]);
});

test("the order of two full versions is the same from both sides", () => {
  const full = fc
    .tuple(fc.nat(40), fc.nat(40), fc.nat(20))
    .map(([minor, patch, build]) => `1.${minor}.${patch}-aliyun.${build}`);
  fc.assert(
    fc.property(full, full, (a, b) => {
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      expect(compareVersions(a, b) === 0).toBe(a === b);
    }),
  );
});

test("minor versions between two versions, either way", () => {
  expect([
    minorsBetween("1.32.1-aliyun.1", "1.34"),
    minorsBetween("1.34", "1.32"),
    minorsBetween("1.32", "1.32.9"),
  ]).toEqual([2, -2, 0]);
});

test("the newest of the versions that meet a requested one", () => {
  const versions = ["1.34.9-aliyun.1", "1.34.10-aliyun.1", "1.33.3-aliyun.1", "1.34.1-aliyun.2"];
  expect(["1.34", "1.33", "1.34.1", "1.34.9-aliyun.1", "1.35"].map((wish) => newest(versions, wish))).toEqual([
    "1.34.10-aliyun.1",
    "1.33.3-aliyun.1",
    "1.34.1-aliyun.2",
    "1.34.9-aliyun.1",
    undefined,
  ]);
  expect(versions[0]).toBe("1.34.9-aliyun.1");
});
