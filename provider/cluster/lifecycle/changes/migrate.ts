import { AckError } from "../../../ack/errors";
import { consoleUrl } from "../../../ack/remedies";
import { plain, unquoted } from "../../../table/values";
import type { Step } from "../step";
import { change } from "./change";

const NO_BODY = `ACK accepts the edition neither as spec nor as cluster_spec. Make the cluster Pro in the ACK console: ${consoleUrl}. The next "pulumi up" then changes nothing.`;

/**
 * Makes a standard cluster Pro. The vendor's model of MigrateCluster knows only the bucket that a dedicated cluster is
 * moved with; terraform-provider-alicloud 1.289 sends `type` and `spec`, the vendor's command line `cluster_spec`. A
 * refused request starts nothing, so the second form follows the first one.
 */
export async function migrate(step: Step): Promise<void> {
  const { clusterSpec } = step.news;
  const attempt = `migrating cluster ${step.place.id} to ${unquoted(plain(clusterSpec))}`;
  const send = (body: object) => change("MigrateCluster", attempt, { body }, step);
  try {
    await send({ type: "ManagedKubernetes", spec: clusterSpec });
  } catch (first) {
    if (!isFormRefused(first)) throw first;
    await send({ cluster_spec: clusterSpec }).catch((second: unknown) => {
      throw withBothReasons(first, second);
    });
  }
}

/** The refusal of the second form, with ACK's reason against the first one. */
function withBothReasons(first: AckError, second: unknown): unknown {
  if (!(second instanceof AckError) || second.failing !== "refused" || second.isBusy) return second;
  const advice = isFormRefused(second) ? [NO_BODY] : [];
  return second.withNote([...advice, `To type and spec, ACK answered: ${first.text}`].join("\n  "));
}

/** True where ACK refuses a field itself: one that it does not know, that is missing, or that is wrong. */
function isFormRefused(error: unknown): error is AckError {
  if (!(error instanceof AckError) || error.operation !== "MigrateCluster") return false;
  if (error.failing !== "refused" || error.status !== 400 || error.isBusy) return false;
  const told = `${error.code} ${error.text}`;
  return /param|field|argument/i.test(told) && /\b(type|spec|cluster_?spec|oss_bucket\w*)\b/i.test(told);
}
