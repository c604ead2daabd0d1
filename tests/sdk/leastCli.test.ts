import { RunError } from "@pulumi/pulumi";
import { leastCli, requireLeastCli } from "../../sdk/leastCli";

test("an older CLI is rejected with what to do, and Pulumi's own reason", async () => {
  const asked: string[] = [];
  const rejected = requireLeastCli(async (range) => {
    asked.push(range);
    throw new Error("Pulumi CLI version 3.251.0 does not satisfy the version range");
  });
  await expect(rejected).rejects.toThrow(
    new RunError(
      "pulumi-ack-serverless needs Pulumi CLI 3.254.0 or later: update the CLI, then run the command again (Pulumi CLI version 3.251.0 does not satisfy the version range)",
    ),
  );
  expect(asked).toEqual([`>=${leastCli}`]);
});

test("a new CLI passes, and so does an SDK that cannot ask", async () => {
  await requireLeastCli(async () => {});
  await requireLeastCli(undefined);
});
