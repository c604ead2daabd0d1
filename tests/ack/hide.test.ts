import { AckError } from "../../provider/ack/errors";

test("what was hidden once stays hidden: by a second hiding, and with a note", () => {
  const facts = { operation: "DescribeClusterDetail", attempt: "reading", failing: "refused" } as const;
  const error = new AckError({ ...facts, text: "token-1 and tag-1", findings: ["token-1", "tag-1"] });
  error.hide((text) => text.replaceAll("token-1", "[hidden]"));
  error.hide((text) => text.replaceAll("tag-1", "[hidden]"));
  const shown = ["[hidden] and [hidden]", "  - [hidden]", "  - [hidden]"];
  expect(error.message.split("\n").slice(0, 3)).toEqual([
    `reading: ACK refused the request: ${shown[0]}`,
    ...shown.slice(1),
  ]);
  for (const text of [error.stack, error.text, error.withNote("note").message])
    expect(text).not.toMatch(/token-1|tag-1/);
});
