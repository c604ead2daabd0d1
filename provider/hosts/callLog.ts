import { openSync, writeSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { CallRecord } from "../ack/client";
import { Problem } from "../cluster/context/problem";

const VARIABLE = "ACK_SERVERLESS_CALL_LOG";

/** A call as a line of a log: never its content. */
export function callLine({ operation, region, outcome, requestId, durationMs }: CallRecord): string {
  const line = `${operation} ${region}: ${outcome} in ${durationMs} ms, request id ${requestId ?? "unknown"}`;
  // Codes and request ids come from outside.
  return line.replaceAll(/\p{Cc}/gu, " ");
}

/**
 * Appends each call to the file that `ACK_SERVERLESS_CALL_LOG` names, so that nobody needs Pulumi's own debug log, which
 * shows secrets in plain text. Only the owner can read a file that this creates. A line that cannot be written is dropped.
 *
 * @param now  the time of a line
 * @returns undefined if the variable is not set
 * @throws Problem if the path is not absolute, or the file cannot be opened
 */
export function callLog(
  env: Readonly<Record<string, string | undefined>>,
  now: () => Date = () => new Date(),
): ((record: CallRecord) => void) | undefined {
  const path = env[VARIABLE];
  if (path === undefined || path === "") return undefined;
  const file = open(path);
  return (record) => {
    try {
      writeSync(file, `${now().toISOString()} ${callLine(record)}\n`);
    } catch {
      // A full disk must not make a call fail that ACK has carried out.
    }
  };
}

function open(path: string): number {
  // A provider's process does not run in the folder of the command line.
  if (!isAbsolute(path)) throw new Problem(`${VARIABLE} must be an absolute path; got ${JSON.stringify(path)}`);
  try {
    return openSync(path, "a", 0o600);
  } catch (cause) {
    throw new Problem(
      `${VARIABLE} names a file that cannot be written (${(cause as Error).message}): use another path`,
    );
  }
}
