import type { AckErrorFacts } from "./failure";
import { operations } from "./operations";

/** Where Container Service is activated, and its service roles are granted. */
export const consoleUrl = "https://cs.console.aliyun.com";

type Remedy = readonly [RegExp, (facts: AckErrorFacts, match: RegExpExecArray) => string];

/**
 * What to do about an answer, by its code. Sources: the codes' own messages, the ACK API reference, and answers quoted
 * in public issues of terraform-provider-alicloud.
 */
export const remedies: readonly Remedy[] = [
  [
    /^(StatusForbidden|Forbidden(\.RAM)?|NoPermission)$/,
    ({ deniedAction, operation }) =>
      `Allow the RAM action ${deniedAction ?? `${operations[operation].product}:${operation}`} for the credentials in use.`,
  ],
  [
    /^EntityNotExist\.(\w*Role)$/,
    ({ text }, [, name]) => grantRole(/role\/(\w+)/i.exec(text)?.[1] ?? (name === "Role" ? undefined : name)),
  ],
  [/^(Err\w+Role)NotAttach$/, ({ text }) => grantRole(/\bAliyun\w+Role/.exec(text)?.[0])],
  [/^MissingAuth\.(\w+)$/, (_, [, name]) => grantRole(name)],
  [/^ErrorNotEnabled$/, () => `Activate Container Service for Kubernetes for this account: ${consoleUrl}.`],
  [/^InvalidAccessKeyId\.NotFound$/, () => "Check the access key id: it is not known to Alibaba Cloud."],
  [/^InvalidAccessKeyId\.Inactive$/, () => "The access key is disabled: enable it or use another one."],
  [
    /^(SignatureDoesNotMatch|IncompleteSignature)$/,
    () => "Check the access key secret: it does not belong to the access key id.",
  ],
  [/^InvalidTimeStamp\.Expired$/, () => "Set this machine's clock: it is more than 15 minutes off."],
  [
    /^InvalidSecurityToken/,
    () =>
      'Renew the security token. Where the configuration of the stack or a Provider gives it, "pulumi refresh" and "pulumi destroy" use that of the last "pulumi up": add --run-program to use the present one.',
  ],
  [/^QuotaExceeded/, () => "Ask for a higher quota in the Quota Center (product csk), or delete what is not needed."],
  [/^(InsufficientBalance|ServiceInDebt)/, () => "Pay the account's balance."],
  [/^RealNameAuthenticationError$/, () => "Complete the account's real-name verification."],
  [
    /^DependencyViolation/,
    () =>
      'Something outside the cluster uses one of its resources: release it, or keep that resource: add its id to retainResources, run "pulumi up", and delete again.',
  ],
  [/^ZoneNotSupported$/, () => "Choose a zone that offers elastic container instances."],
];

function grantRole(name: string | undefined): string {
  const advice = role(name === undefined ? "the service role that the message names" : `the service role ${name}`);
  return `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
}

/** How a service role is granted: a part of a sentence. */
export function role(subject: string): string {
  return `grant ${subject} to Alibaba Cloud services: ${consoleUrl} offers it on first use, or create it in RAM`;
}

/** One sentence of advice, where the code is known. */
export function remedy(facts: AckErrorFacts): string | undefined {
  for (const [pattern, advise] of remedies) {
    const match = pattern.exec(facts.code ?? "");
    if (match) return advise(facts, match);
  }
  return undefined;
}
