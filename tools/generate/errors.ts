import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { AckError, type AckErrorFacts, type Failing } from "../../provider/ack/errors";
import { remedies, remedy } from "../../provider/ack/remedies";
import { code, pageHeader, prose, table } from "./markdown";

const root = join(__dirname, "..", "..");

/** Where texts are built, by what the user was doing. */
const topics: readonly (readonly [title: string, files: readonly string[]])[] = [
  ["Credentials and region", ["ack/credentials", "cluster/functions/inventory"]],
  ["Creating", ["cluster/preflight/preflight", "cluster/lifecycle/begin", "cluster/observe/wait"]],
  [
    "Changing",
    [
      "cluster/lifecycle/reconcile",
      "cluster/lifecycle/changes/modify",
      "cluster/lifecycle/changes/addons",
      "cluster/lifecycle/changes/upgrade",
    ],
  ],
  ["Reading", ["cluster/observe/describe"]],
  ["Replacing, deleting, and clusters that failed", ["cluster/lifecycle/lifecycle", "cluster/lifecycle/departure"]],
  ["Taking over", ["cluster/lifecycle/adopt", "cluster/import/readForImport"]],
  [
    "Functions",
    ["packageFunction", "whichCluster", "whichAddons", "getKubeconfig"].map((file) => `cluster/functions/${file}`),
  ],
];

/** What to do about a text that does not say so itself, by words that it holds. */
const advice: Readonly<Record<string, string>> = {
  "no credentials":
    "The error names the places that were asked, and the settings and variables to set: see [Credentials](credentials.md).",
  "the cluster is gone": 'Run "pulumi refresh", then decide whether the program shall make a new one.',
  "went away while it was being created": 'Somebody deleted it. Run "pulumi up" again to make another one.',
  "STS does not tell the account's id":
    "Look at what stands between this machine and STS: a proxy, or an endpoint that was set.",
  "not about this cluster": "Look at what stands between this machine and ACK: a proxy, or an endpoint that was set.",
  "the answer holds no list of clusters":
    "Look at what stands between this machine and ACK: a proxy, or an endpoint that was set.",
  "is not an ACK Serverless cluster": "Take the id of a Serverless cluster: this provider manages no others.",
  "ACK accepted the change but does not apply it":
    "Look at the cluster's events in the ACK console. The next `pulumi up` tries again; the state holds what the cluster has.",
  "there is nothing to take over": "Delete that cluster, and let the program make a new one.",
  "only a cluster at rest can be taken over": "Wait until it runs, or mend it in the ACK console, then try again.",
  "regionId is": "Name the region once: in `regionId`, or in the id.",
  "and nothing was made": "Do what each line says; `ack-serverless doctor` tells the same beforehand.",
  "does not fit the add-on's schema": "`getAddonConfigSchema` tells what fits.",
  "the cluster fails ACK's check": "Mend what is listed, then run `pulumi up` again.",
  "no such cluster; nothing was made": "Run `pulumi up` again.",
};

/** What a failed call means, whichever call it was. */
const failings: Readonly<Record<Failing, string>> = {
  refused: "The service said no, and did nothing. Its code, below, tells what to do.",
  throttled:
    "It was asked again, more slowly, until the time was over. Lower `ack-serverless:readsPerSecond` and `writesPerSecond`.",
  unavailable: "It was asked again where that is safe. Run the command again.",
  lost: "The service may have acted. Run the command again: a creation is looked for, and never made twice.",
  unsent: "Nothing was done. Check the network, the region's name and `alicloud:endpoints`.",
};

/** Answers of the API on which there is advice, as they come. */
const answers: readonly (Partial<AckErrorFacts> & { readonly codes: readonly string[] })[] = [
  { codes: ["StatusForbidden", "Forbidden.RAM", "Forbidden", "NoPermission"] },
  { codes: ["EntityNotExist.Role"], text: "The role not exists: acs:ram::1:role/AliyunCSDefaultRole ." },
  { codes: ["ErrManagedAddonRoleNotAttach"] },
  { codes: ["MissingAuth.AliyunCSManagedLogRole"] },
  { codes: ["ErrorNotEnabled"] },
  { codes: ["InvalidAccessKeyId.NotFound"] },
  { codes: ["InvalidAccessKeyId.Inactive"] },
  { codes: ["SignatureDoesNotMatch", "IncompleteSignature"] },
  { codes: ["InvalidTimeStamp.Expired"] },
  { codes: ["InvalidSecurityToken.Expired", "InvalidSecurityToken.Malformed"] },
  { codes: ["QuotaExceeded.Cluster"] },
  { codes: ["InsufficientBalance", "ServiceInDebt"] },
  { codes: ["RealNameAuthenticationError"] },
  { codes: ["ZoneNotSupported"] },
];

/** Every error that the provider words itself, and what to do about those of the API. */
export function errorsPage(): string {
  const used = new Set<string>();
  const sections = topics.map(([title, files]) => {
    const texts = files.flatMap((file) => textsIn(join("provider", `${file}.ts`)));
    return `## ${title}\n\n${texts.map((text) => `- ${prose(text)}${remedyOf(text, used)}`).join("\n")}\n`;
  });
  const stale = Object.keys(advice).filter((words) => !used.has(words));
  if (stale.length > 0) throw new Error(`tools/generate/errors.ts advises on texts that are gone: ${stale.join("; ")}`);
  const silent = remedies.filter(([pattern]) => !answers.some(({ codes }) => codes.some((one) => pattern.test(one))));
  if (silent.length > 0) throw new Error(`tools/generate/errors.ts has no answer for ${silent.map(String).join("; ")}`);
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

## A wait ended

| the error says | what to do |
| --- | --- |
| waited for …: it is not, after … min; saw … | The time of \`customTimeouts\` is over. The next \`pulumi up\` goes on waiting; nothing is made twice. |
| waited for …: it came to be … instead; saw … | Look at the cluster's events in the ACK console. \`pulumi refresh\` takes what it is into the state. |

${sections.join("\n")}`;
}

function shape(failing: Failing): string {
  const error = new AckError({ operation: "ModifyCluster", attempt: "…", failing, text: "…" });
  return prose(error.message.split("\n")[0] as string).replace("ACK", "…");
}

function adviceOn([first]: readonly string[], facts: Partial<AckErrorFacts>): string {
  const answer = { operation: "CreateCluster", attempt: "", failing: "refused", text: "", ...facts } as const;
  return remedy({ ...answer, code: first }) ?? "";
}

function remedyOf(text: string, used: Set<string>): string {
  const words = Object.keys(advice).find((key) => text.includes(key));
  if (words !== undefined) {
    used.add(words);
    return `\\
  **To do:** ${advice[words]}`;
  }
  // Words that tell the reader what to do next.
  if (
    /\b(set|run|take|use|choose|look|wait|write|try again|give|adopt|delete|remove|replaces it|takes it over)\b/i.test(
      text,
    )
  ) {
    return "";
  }
  throw new Error(`tools/generate/errors.ts has no advice on: ${text}`);
}

/** The texts of the errors that a file throws, with "…" for what changes. */
function textsIn(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.ES2022, true);
  const texts: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isNewExpression(node) && /^(Problem|NoCredentials)$/.test(node.expression.getText())) {
      texts.push(...words(node.arguments?.[0]));
    }
    node.forEachChild(visit);
  };
  visit(source);
  // What is only a list of reasons, or a failed call's own message, is told elsewhere on the page.
  return texts.map((text) => text.replace(/\s*\n\s*/g, " ").trim()).filter((text) => /[a-z]{3}/.test(text));
}

function words(node: ts.Node | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("")];
  }
  if (ts.isBinaryExpression(node)) return [[...words(node.left), ...words(node.right)].join("")];
  if (ts.isConditionalExpression(node)) return [...words(node.whenTrue), ...words(node.whenFalse)];
  if (ts.isArrayLiteralExpression(node)) return words(node.elements[0]);
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return words(node.expression);
  return [];
}
