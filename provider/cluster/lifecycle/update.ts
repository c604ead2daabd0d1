import type { Values } from "../../table/check";
import { isText } from "../../table/values";
import { type Context, within } from "../context/context";
import { hiding } from "../context/hiding";
import { type Place, placeOf } from "../context/place";
import { Problem, Unfinished } from "../context/problem";
import { withAuthority } from "../observe/kubeconfig";
import { settle } from "../observe/settle";
import { TaskFailed } from "../observe/tasks";
import { differences, replaceCommand, replacing } from "../preview/differences";
import { becauseOf, obstacle } from "../preview/obstacle";
import { onTheWay } from "../properties/states";
import { factsOf, withFacts } from "../state/facts";
import { outputsOf } from "../state/outputs";
import { isUnfinalized, ownerOf } from "../state/ownership";
import { recordedOf } from "../state/recorded";
import { inOtherZone, otherZone, withOtherZone } from "./otherZone";
import { finalize } from "./ownershipTag";
import { liftProtection } from "./protection";
import { reconcile } from "./reconcile";
import { newStep, outputsSoFar, type Step } from "./step";

/**
 * Brings a cluster to what the program wants: resumes a wait that ended early, applies the differences, reads back.
 *
 * @throws Unfinished with what the cluster has now; anything else before the cluster was seen.
 */
export async function update(id: string, olds: Values, news: Values, outer: Context): Promise<Record<string, unknown>> {
  const context = within("update", factsOf(news).timeouts, hiding(outer, olds, news));
  const step = newStep(placeOf(id, olds), olds, news, context);
  try {
    await resume(step);
    if (step.last.state === "failed") await explainFailure(step);
    judgeZone(step);
    await reconcile(step);
    assertNoReplacementDue(step);
    const owner = await finalized(step);
    const outputs = withFacts(
      outputsOf(step.last, step.olds, news, context.settings),
      owner === undefined ? {} : { owner },
    );
    return await withAuthority(outputs, step.place, context);
  } catch (cause) {
    if (step.last.cluster_id === undefined) throw cause;
    throw new Unfinished(id, outputsSoFar(step), cause);
  }
}

/**
 * Finalizes a tag that still says "creating", with the recorded owner: a run that is killed here leaves a state that holds.
 *
 * @returns the owner to record; `undefined` where nothing was to be done
 */
async function finalized(step: Step): Promise<string | undefined> {
  const { olds, news, last, context } = step;
  const facts = factsOf(olds);
  const fresh = ownerOf(news, context.settings);
  if (fresh === undefined || !isUnfinalized(facts.owner, factsOf(news).urn, last.tags)) return undefined;
  const owner = facts.owner ?? fresh.owned;
  await finalize(step, owner);
  return owner;
}

/** Waits until the cluster is in a state that lasts. */
async function resume(step: Step): Promise<void> {
  const { place, olds, seen, context } = step;
  const wait = {
    until: ["running", "inactive", "unavailable", "failed", "delete_failed"],
    through: onTheWay,
    // Until the cluster has run, the task that creates it reports its stage, or why it failed.
    taskId: factsOf(olds).hasRun !== true && isText(olds.taskId) ? olds.taskId : undefined,
    seen,
  };
  const settled = await settle(place, wait, context).catch((error: Error) => {
    // A failed creation is explained, with what can be done about it.
    if (step.last.state === "failed")
      return explainFailure(step, error instanceof TaskFailed ? error.reason : error.message);
    throw deletionUnderWay(step.last, place) ?? error;
  });
  const problem = settled === undefined ? gone(place) : deletionUnderWay(settled, place);
  if (problem !== undefined) throw problem;
}

function gone({ id }: Place): Problem {
  return new Problem(
    `cluster ${id} is gone: run "pulumi refresh" to remove it from the state, then "pulumi up" to create a new one`,
  );
}

/** @throws Problem where a creation whose wait ended early proves to have ended in another zone. */
function judgeZone(step: Step): void {
  const zone = factsOf(step.olds).hasRun === true ? undefined : otherZone(step.last, step.olds);
  step.olds = withOtherZone(step.olds, zone);
  if (zone !== undefined && step.news.zoneId !== undefined) throw inOtherZone(zone, step);
}

/** What to do about a cluster whose deletion has begun: ACK has deleted parts of it, and nothing brings them back. */
function deletionUnderWay({ state }: Values, { id }: Place): Problem | undefined {
  if (state === "deleting") {
    return new Problem(
      `cluster ${id} is being deleted: once it is gone, run "pulumi refresh" to remove it from the state, then "pulumi up" to create a new one`,
    );
  }
  if (state !== "delete_failed") return undefined;
  return new Problem(
    `the deletion of cluster ${id} failed, and the cluster accepts no other change: the deletion settings are recorded; run "pulumi destroy" again`,
  );
}

/** @throws Problem that says why the cluster is failed, and what to do. */
async function explainFailure(step: Step, reason?: string): Promise<never> {
  const { place, olds, news, last, context } = step;
  const because = reason === undefined ? "" : `: ${reason}`;
  const isLifted = last.deletion_protection === true && news.deletionProtection === false;
  if (isLifted) await liftProtection(step);
  if (factsOf(olds).hasRun === true) {
    throw new Problem(
      `cluster ${place.id} was running and is now failed${because}: it is not replaced automatically. Look at it in the ACK console; to replace it on purpose, run "${replaceCommand(news)}"`,
    );
  }
  const failed = `creation of cluster ${place.id} failed${because}`;
  if (last.deletion_protection === true && !isLifted) {
    throw new Problem(
      `${failed}: it cannot be replaced while deletion protection is on: run "pulumi up" with deletionProtection: false first`,
    );
  }
  const unprotected = { ...olds, deletionProtection: false };
  const refusal = obstacle(unprotected, news, ["state"], "a replacement is due", context.settings);
  if (refusal !== undefined) throw new Problem(`${failed}: ${refusal.property}: ${refusal.reason}`);
  const lifted = isLifted ? "deletion protection is off now, and " : "";
  throw new Problem(`${failed}: ${lifted}the next "pulumi up" replaces it`);
}

/** @throws Problem for a replacement that is due and that no preview showed, because an obstacle prevents it. */
function assertNoReplacementDue({ last, olds, news, context: { settings } }: Step): void {
  const values = outputsOf(last, olds, {});
  const replaces = replacing(differences({ ...recordedOf(olds), values }, news).changes);
  const refusal = replaces.length > 0 && obstacle(values, news, replaces, becauseOf(olds, replaces), settings);
  if (refusal) throw new Problem(`${refusal.property}: ${refusal.reason}`);
}
