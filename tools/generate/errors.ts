import { join } from "node:path";
import { AckError, type AckErrorFacts, type Failing } from "../../provider/ack/errors";
import { remedies, remedy } from "../../provider/ack/remedies";
import { advice, answers, failings } from "./errorAdvice";
import { type ErrorText, errorTexts } from "./errorTexts/constructions";
import { parse, sourcesBelow } from "./errorTexts/tree";
import { code, pageHeader, prose, table } from "./markdown";

const root = join(__dirname, "..", "..");

interface Situation {
  readonly title: string;
  /** What holds for all of its errors. */
  readonly intro?: string;
  /** Whether a text belongs here; the first situation that takes it has it. */
  readonly takes: (text: ErrorText) => boolean;
  /** Its texts say themselves what to do, or the intro does. */
  readonly isSelfEvident?: boolean;
}

const ofKind =
  (...kinds: readonly string[]) =>
  ({ kind }: ErrorText) =>
    kinds.includes(kind);
const settingFaults = /must be (true or false|a whole number|JSON|an address)|must use https|is not a setting/;
const settingWords =
  /credentials|access key|region is not known|regionId|provider must be|would be ignored|settings are not known|STS does not|customTimeouts/;
const saying =
  (words: RegExp) =>
  ({ text }: ErrorText) =>
    words.test(text);

/**
 * What a user was doing, by what is thrown and by what it says: no list of files, so that a file can move. The first
 * that takes a text has it.
 */
const situations: readonly Situation[] = [
  {
    title: "The reasons of a failed call",
    intro:
      "Behind the first words of such an error stands the service's own reason or, where no answer could be read, one of these.",
    takes: ({ kind, at }) => kind === "AckError" || (at.startsWith("provider/ack/") && /^(Error|TooLate)$/.test(kind)),
    isSelfEvident: true,
  },
  { title: "A wait ended", takes: ofKind("WaitFailed", "TaskFailed") },
  {
    title: "The command ack-serverless",
    takes: ({ at }) => at.startsWith("cli/"),
  },
  {
    title: "Settings, credentials and region",
    takes: ({ kind, text }) => (kind === "Failure" ? settingFaults : settingWords).test(text),
  },
  {
    title: "Inputs and changes that are refused",
    intro:
      "Each names the property first. [Checks](checks.md) shows them at work, with programs that they refuse and the values that each input takes.",
    takes: ofKind("Failure"),
    isSelfEvident: true,
  },
  {
    title: "Creating",
    takes: saying(
      /creating cluster|may have been created|none was created|being created|created by this|is taken in this account|does not create clusters/,
    ),
  },
  {
    title: "Changing",
    takes: saying(/the cluster is gone|does not fit|accepted the change|ACK offers|fails ACK's check/),
  },
  {
    title: "Replacing, deleting, and clusters that failed",
    takes: saying(/^deleting|deletion|is gone: run|is being deleted|failed…|failed now|replaces it/),
  },
  { title: "Taking over", takes: saying(/take over|taken over$|is creating it/) },
  { title: "An interrupted run", takes: saying(/^cancelled/) },
  { title: "What the plugin does not do", takes: ofKind("Unanswered") },
  { title: "Reading and functions", takes: ofKind("Problem") },
  { title: "At any time", takes: () => true },
];

/** Every error that the provider, the SDK and the command word themselves, and what to do about those of the API. */
export function errorsPage(): string {
  const texts = errorTexts(parse(sourcesBelow(root, ["provider", "sdk", "cli"])));
  const used = new Set<string>();
  const missing: string[] = [];
  const sections = situations.map(({ title, intro, isSelfEvident }, place) => {
    const own = texts
      .filter((text) => situations.findIndex(({ takes }) => takes(text)) === place)
      .sort((a, b) => orderOf(a).localeCompare(orderOf(b), "en"));
    const lines = own.map((one) => `- ${prose(one.text)}${isSelfEvident ? "" : remedyOf(one, used, missing)}`);
    return own.length === 0 ? "" : `## ${title}\n\n${intro === undefined ? "" : `${intro}\n\n`}${lines.join("\n")}\n`;
  });
  const stale = Object.keys(advice).filter((words) => !used.has(words));
  if (stale.length > 0) missing.push(`advice on texts that are gone: ${stale.join("; ")}`);
  const silent = remedies.filter(([pattern]) => !answers.some(({ codes }) => codes.some((one) => pattern.test(one))));
  if (silent.length > 0) missing.push(`no answer for ${silent.map(String).join("; ")}`);
  if (missing.length > 0) throw new Error(`tools/generate/errorAdvice.ts has\n${missing.join("\n")}`);
  return `${pageHeader("the places that word errors")}# Errors

An error says what was attempted, what came back, and what to do. Here they are by what you were doing; \`…\` stands for what changes. [Troubleshooting](troubleshooting.md) goes by what you see.

## A call failed

The first line of such an error tells what the failure proves, the last one the operation, the code and the request id for the vendor's support.

${table(
  ["the error says", "what to do"],
  Object.entries(failings).map(([kind, text]) => [shape(kind as Failing), text]),
)}

${table(
  ["code", "what to do, where CreateCluster was called"],
  answers.map(({ codes, ...facts }) => [codes.map(code).join(", "), prose(adviceOn(codes, facts))]),
)}

Other codes are shown as ACK words them, with all of its findings.

${sections.filter(Boolean).join("\n")}`;
}

function shape(failing: Failing): string {
  const error = new AckError({ operation: "ModifyCluster", attempt: "…", failing, text: "…" });
  return prose(error.message.split("\n")[0] as string).replace("ACK", "…");
}

function adviceOn([first]: readonly string[], facts: Partial<AckErrorFacts>): string {
  const answer = { operation: "CreateCluster", attempt: "", failing: "refused", text: "", ...facts } as const;
  return remedy({ ...answer, code: first }) ?? "";
}

/** By its own first words, so that a file that moves changes nothing here. */
function orderOf({ text }: ErrorText): string {
  return text.replace(/^[…:\s"]+/, "");
}

/** Words that tell the reader what to do next. */
const telling =
  /\b(set|run|take|use|choose|look|wait|waits|write|try again|give|adopt|delete|remove|replaces it|takes it|release|must|leave out|did you mean)\b/i;

function remedyOf({ text, at }: ErrorText, used: Set<string>, missing: string[]): string {
  const words = Object.keys(advice).find((key) => text.includes(key));
  if (words !== undefined) {
    used.add(words);
    return `\\
  **To do:** ${advice[words]}`;
  }
  if (!telling.test(text)) missing.push(`no advice on the text of ${at}: ${text}`);
  return "";
}
