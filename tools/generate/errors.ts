import { join } from "node:path";
import { AckError } from "../../provider/ack/errors";
import type { AckErrorFacts, Failing } from "../../provider/ack/failure";
import { remedies, remedy } from "../../provider/ack/remedies";
import { advice, answers, failings } from "./errorAdvice";
import { type ErrorText, errorTexts } from "./errorTexts/constructions";
import { parse, sourcesBelow } from "./errorTexts/tree";
import { code, pageHeader, prose, table } from "./markdown";

const root = join(__dirname, "..", "..");

interface Situation {
  readonly title: string;
  /** What applies to all of its errors. */
  readonly intro?: string;
  /** Whether a text belongs here; a text belongs to the first situation that takes it. */
  readonly takes: (text: ErrorText) => boolean;
  /** Its texts, or the intro, already say what to do. */
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
 * What a user was doing, recognized by the class and the text of an error, never by a list of files, so that a file can
 * move. A text belongs to the first situation that takes it.
 */
const situations: readonly Situation[] = [
  {
    title: "Reasons for a failed call",
    intro:
      "After its first words, such an error gives the service's own reason. If no response could be read, it gives one of these reasons instead.",
    takes: ({ kind, at }) =>
      kind === "AckError" ||
      (at.startsWith("provider/ack/") && /^(Error|TooLate|NoConnection|ProxyFailed)$/.test(kind)),
    isSelfEvident: true,
  },
  {
    title: "Reasons why a source gives no credentials",
    intro: "They stand in parentheses after the name of the source, and never show its content.",
    takes: ({ kind, at }) => kind === "SourceFailed" || at.startsWith("provider/ack/sources/"),
    isSelfEvident: true,
  },
  { title: "Waits and tasks that failed", takes: ofKind("WaitFailed", "TaskFailed") },
  {
    title: "The command ack-serverless",
    takes: ({ at }) => at.startsWith("cli/"),
  },
  {
    title: "Settings, credentials and region",
    takes: ({ kind, text }) => (kind === "Failure" ? settingFaults : settingWords).test(text),
  },
  {
    title: "Rejected inputs and changes",
    intro:
      "Each error starts with the name of the property. [Checks](checks.md) shows the programs that cause these errors, and the values that each input accepts.",
    takes: ofKind("Failure"),
    isSelfEvident: true,
  },
  {
    title: "Creating a cluster",
    takes: saying(
      /creating cluster|ACK created cluster|may have been created|none was created|being created|created by this|is taken in this account|does not create clusters/,
    ),
  },
  {
    title: "Changing a cluster",
    takes: saying(/the cluster is gone|does not fit|accepted the change|ACK offers|fails ACK's check/),
  },
  {
    title: "Replacing or deleting a cluster, and failed clusters",
    takes: saying(/^deleting|deletion|is gone: run|is being deleted|failed…|failed now|replaces it/),
  },
  { title: "Adopting or importing a cluster", takes: saying(/take over|taken over$|is creating it/) },
  { title: "Interrupted runs", takes: saying(/^cancelled/) },
  { title: "What the plugin does not support", takes: ofKind("Unanswered") },
  { title: "Reading and functions", takes: ofKind("Problem") },
  { title: "Other errors", takes: () => true },
];

/** Every error text of the provider, the SDK and the command, and what to do about errors of the API. */
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
  if (stale.length > 0) missing.push(`advice for texts that no longer exist: ${stale.join("; ")}`);
  const silent = remedies.filter(([pattern]) => !answers.some(({ codes }) => codes.some((one) => pattern.test(one))));
  if (silent.length > 0) missing.push(`no answer for ${silent.map(String).join("; ")}`);
  if (missing.length > 0) throw new Error(`tools/generate/errorAdvice.ts has\n${missing.join("\n")}`);
  return `${pageHeader("the places that word errors")}# Errors

An error says what was attempted, what came back, and what to do. This page groups the errors by what you were doing; \`…\` stands for the parts of a text that vary. [Troubleshooting](troubleshooting.md) starts from the symptoms.

## A call failed

The first line of such an error says whether the request had an effect. The last line has the operation, the error code and the request id, which Alibaba Cloud support asks for.

${table(
  ["the error says", "what to do"],
  Object.entries(failings).map(([kind, text]) => [shape(kind as Failing), text]),
)}

${table(
  ["code", "what to do, in the case of CreateCluster"],
  answers.map(({ codes, ...facts }) => [codes.map(code).join(", "), prose(adviceOn(codes, facts))]),
)}

The provider shows any other code with ACK's own message and all of its findings.

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

/** Sorts by the first words of the text, so that moving a file changes nothing here. */
function orderOf({ text }: ErrorText): string {
  return text.replace(/^[…:\s"]+/, "");
}

/** Words that say what to do next. */
const instructing =
  /\b(set|run|take|use|choose|look|wait|waits|write|try again|give|adopt|delete|remove|replaces it|takes it|release|must|leave out|did you mean)\b/i;

function remedyOf({ text, at }: ErrorText, used: Set<string>, missing: string[]): string {
  const words = Object.keys(advice).find((key) => text.includes(key));
  if (words !== undefined) {
    used.add(words);
    return `\\
  **To do:** ${advice[words]}`;
  }
  if (!instructing.test(text)) missing.push(`no advice for the text in ${at}: ${text}`);
  return "";
}
