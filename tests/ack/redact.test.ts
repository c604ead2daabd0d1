import fc from "fast-check";
import { redactor } from "../../provider/ack/redact";

const KIB = 1024;

test.each([
  ["as it is", (text: string) => text],
  ["in JSON", (text: string) => JSON.stringify(text)],
  ["in JSON that escapes all but ASCII", ascii],
  ["percent-encoded", encodeURIComponent],
  ["percent-encoded, twice", (text: string) => encodeURIComponent(encodeURIComponent(text))],
  ["in a form", (text: string) => new URLSearchParams({ "": text }).toString().slice(1)],
  ["in JSON, percent-encoded, in JSON", (text: string) => JSON.stringify(encodeURIComponent(JSON.stringify(text)))],
])("a secret is taken out %s", (_, encode) => {
  for (const secret of [
    '{"a":"b c"}',
    "a+b/c=d%20e",
    "<ünï> 密钥 😀",
    "line\nline\ttab",
    "C:\\new\\table",
    "UPPER&lower'",
  ]) {
    const shown = redactor([secret])(`before ${encode(secret)} after`);
    expect(shown.replace(/[\\"]|%5C|%22/g, "")).toBe("before [hidden] after");
  }
});

function ascii(text: string): string {
  const unicode = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[^ -~]|[<>&']/g, unicode);
}

test("the longest secret is taken out whole, even if a shorter one starts at the same place or overlaps it", () => {
  const secrets = ["canary", "canary-cage", "cage-and-key"];
  for (const order of [secrets, secrets.toReversed()]) {
    const hide = redactor(order);
    expect(hide("the canary-cage!")).toBe("the [hidden]!");
    expect(hide("the canary-cage-and-key!")).toBe("the [hidden]!");
    expect(hide("canary canary")).toBe("[hidden] [hidden]");
  }
});

test("of many secrets that begin alike, the longest one that is there is taken out whole", () => {
  const [longest, shortest] = ["canary-in-a-cage-and-its-key", 6];
  const secrets = Array.from({ length: longest.length - shortest }, (_, more) => longest.slice(0, shortest + more));
  const hide = redactor(secrets);
  for (const secret of secrets) expect(hide(`the ${secret}!`)).toBe("the [hidden]!");
});

test("a backslash before a secret does not keep it", () => {
  expect(redactor(["newsecret"])("DOMAIN\\newsecret")).toBe("DOMAIN[hidden]");
});

test("text that is not secret stays, byte for byte", () => {
  const text = 'a \\"b\\" %zz %20 100% \u0000 ünï 😀 %E5%AF\\n';
  expect(redactor(["canary"])(text)).toBe(text);
  expect(redactor([])(text)).toBe(text);
  expect(redactor(["", "\\\\\\", "ab"])(text)).toBe(text);
});

test("any secret is taken out of any text, and nothing else is", () => {
  const encode = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => JSON.stringify(text).slice(1, -1),
    (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "?")),
  );
  const secret = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).map((text) => `canary${text}`);
  fc.assert(
    fc.property(
      fc.array(secret, { minLength: 1, maxLength: 5 }),
      fc.array(encode, { maxLength: 2 }),
      (secrets, way) => {
        const shown = redactor(secrets)(secrets.map((one) => way.reduce((text, by) => by(text), one)).join(" | "));
        expect(shown).not.toContain("canary");
        expect(shown.replace(/\\/g, "").split(" | ")).toHaveLength(secrets.length);
      },
    ),
  );
});

describe("256 KiB of secrets", () => {
  const many = Array.from({ length: 16 * KIB }, (_, index) => `value-${index.toString(36).padStart(10, "0")}`);
  const lengths = Array.from({ length: 100 }, (_, length) => "x".repeat(6 + length));

  test.each([
    ["of short values", many],
    ["in one value", ["s".repeat(256 * KIB)]],
    ["in one value of backslashes and quotes", ['\\"'.repeat(128 * KIB)]],
    ["of many lengths, each the beginning of the next", lengths],
  ])("%s", (_, values) => {
    const config = JSON.stringify(values);
    const hide = redactor([config, ...values]);
    for (const text of [config, JSON.stringify(config), values.join(" "), encodeURIComponent(config)])
      expect(hide(`see ${text}.`)).not.toMatch(/value-0|sss|xxx|(\\"){9}/);
    expect(hide("see ACK's own words.")).toBe("see ACK's own words.");
  });

  test("that come cut are looked up to the cut", () => {
    const text = "s".repeat(100 * KIB);
    expect(redactor(["s".repeat(256 * KIB)])(text)).toBe(text);
  });
});

test("looks up eight times as much in eight times the text and secrets, also where many begin alike and none is there", () => {
  const { imul } = Math;
  let steps = 0;
  const stepsIn = (size: number) => {
    const secrets: string[] = [];
    for (let length = 6, all = 0; all < size; all += length++) secrets.push(`${"a".repeat(length)}b`);
    const text = "a".repeat(size);
    steps = 0;
    expect(redactor(secrets)(text)).toBe(text);
    return steps;
  };
  Math.imul = (a, b) => {
    steps += 1;
    return imul(a, b);
  };
  try {
    expect(stepsIn(16 * KIB) / stepsIn(2 * KIB)).toBeLessThan(12);
  } finally {
    Math.imul = imul;
  }
});
