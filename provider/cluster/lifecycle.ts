import { AckError } from "../ack/errors";
import type { Values } from "../table/check";
import { plain, show } from "../table/shapes";
import { adopt } from "./adopt";
import { assertOwn, type Begun, begin, mark, turn } from "./begin";
import { modify } from "./changes";
import { type Context, deadline } from "./context";
import { deletionFailed, requestDeletion, resourcesToKeep } from "./departure";
import { withExtras } from "./extras";
import { fetchCertificateAuthority, withKubeconfig } from "./kubeconfig";
import { assertServerless, callerAccount, detail, look, type Place, placeOf } from "./look";
import { appliedAfterCreate, createOnlyDrift, inputsOf, outputsOf } from "./outputs";
import { isBeingMadeBy, ownerOf, ownershipTag } from "./ownership";
import { failedAtCreation } from "./plan";
import { assertCreatable } from "./preflight";
import { Problem, Unfinished } from "./problem";
import { reconcile } from "./reconcile";
import { awaitCreation, settle, TaskFailed } from "./settle";
import { onTheWay } from "./states";
import { newStep, outputsSoFar, type Step } from "./step";
import { versionToCreate } from "./upgrade";

export interface Created {
  readonly id: string;
  readonly outputs: Record<string, unknown>;
}

/**
 * Creates a cluster and waits until it runs, or takes over the one that `adopt` names.
 *
 * @throws Unfinished once CreateCluster is accepted: the cluster exists and is billed, so the engine must learn its id
 * whatever happens next. Anything else before, and for a cluster that proves to be another stack's.
 */
export async function create(inputs: Values, context: Context): Promise<Created> {
  if (inputs.adopt !== undefined) return adopt(inputs, context);
  const region = plain(inputs.regionId);
  const attempt = `creating cluster ${show(inputs.name)}`;
  const until = deadline("create", inputs, context);
  const accountId = await callerAccount(region, context, attempt);
  const version =
    inputs.kubernetesVersion === undefined
      ? {}
      : { kubernetesVersion: await versionToCreate(plain(inputs.kubernetesVersion), region, attempt, context) };
  const owner = ownerOf(inputs, context);
  if (context.settings.preflight) await assertCreatable(inputs, owner, context);
  const begun = await begin({ ...inputs, ...version }, owner, context);
  const made = { clusterId: begun.id, accountId, state: "initial", taskId: begun.taskId, requestId: begun.requestId };
  const step = newStep({ region, id: begun.id, accountId }, made, inputs, until);
  // Until it is marked, the cluster may as well be that of a run that is still at work.
  if (begun.adoptedFrom !== undefined && owner) await mark(step.place, owner.creating, context);
  try {
    await awaitCreation(step, begun.taskId, context);
    await complete(step, begun, context);
  } catch (cause) {
    if (owner) assertOwn(step.last, owner, begun);
    if (owner) await turn(step, owner, context).catch((error: Error) => warnUnlessMoot(error, context));
    throw new Unfinished(begun.id, createdOutputs(begun, step), cause);
  }
  if (owner) assertOwn(step.last, owner, begun);
  try {
    if (owner) await turn(step, owner, context);
  } catch (cause) {
    throw new Unfinished(begun.id, createdOutputs(begun, step), cause);
  }
  return { id: begun.id, outputs: await withAuthority(createdOutputs(begun, step), step, context) };
}

/**
 * Brings a cluster to what the program wants: resumes a wait that ended early, applies the differences, reads back.
 *
 * @throws Unfinished with what the cluster has now; anything else before the cluster was seen.
 */
export async function update(
  id: string,
  olds: Values,
  news: Values,
  context: Context,
): Promise<Record<string, unknown>> {
  const step = newStep(placeOf(id, olds), olds, news, deadline("update", news, context));
  try {
    await resume(step, context);
    if (step.last.state === "failed") await explainFailure(step, context);
    await reconcile(step, context);
    const owner = ownerOf(news, context);
    if (owner && isBeingMadeBy(owner, ownershipTag(step.last.tags))) await turn(step, owner, context);
  } catch (cause) {
    if (step.last.cluster_id === undefined) throw cause;
    throw new Unfinished(id, outputsSoFar(step), cause);
  }
  return withAuthority(outputsOf(step.last, olds, news), step, context);
}

/**
 * Reads a cluster.
 *
 * @returns `undefined` for a recorded cluster that is proven gone.
 * @throws Problem for a cluster that is not there and was never recorded, and for one that is not Serverless.
 */
export async function read(
  id: string,
  olds: Values,
  context: Context,
): Promise<{ id: string; outputs: Record<string, unknown>; inputs: Record<string, unknown> } | undefined> {
  const place = placeOf(id, { regionId: context.settings.region, ...olds });
  const isRecorded = olds.__inputs !== undefined;
  const fresh = isRecorded ? await look(place, context) : await lookFor(place, context);
  if (fresh === undefined) return undefined;
  assertServerless(fresh);
  for (const { property, recorded, reported } of createOnlyDrift(fresh, olds)) {
    context.warn(
      `${property} is recorded as ${show(recorded)}, but the cluster has ${show(reported)}: the record is kept, since a change would replace the cluster`,
    );
  }
  const accountId = olds.accountId ?? (await callerAccount(place.region, context, `reading cluster ${place.id}`));
  const recorded = { ...olds, accountId, regionId: place.region };
  const outputs = outputsOf(await withExtras(fresh, recorded, place, context), recorded, {});
  return { id: place.id, outputs, inputs: inputsOf(outputs) };
}

/**
 * Deletes a cluster with the deletion inputs that were applied last, waits until it is proven gone, and tells what
 * outlives it.
 */
export async function remove(id: string, olds: Values, context: Context): Promise<void> {
  const place = placeOf(id, olds);
  const step = newStep(place, olds, {}, deadline("delete", olds, context));
  const fresh = await look(place, context, `deleting cluster ${place.id}`);
  if (fresh === undefined) return;
  step.seen(fresh);
  if (failedAtCreation(olds) && !["failed", "deleting", "delete_failed"].includes(plain(fresh.state))) {
    throw new Problem(
      `deleting cluster ${id}: it is recorded as failed, but is ${fresh.state} now: run "pulumi refresh", then decide again`,
    );
  }
  if (fresh.deletion_protection === true) await unprotect(step, context);
  const kept = fresh.state === "deleting" ? [] : await resourcesToKeep(step, context);
  const taskId = fresh.state === "deleting" ? undefined : await requestDeletion(step, context);
  const through = [...onTheWay, "deleting", "running", "failed", "inactive", "unavailable"];
  // A cluster whose deletion failed before shows that until the new one has begun; its task tells the new end.
  if (fresh.state === "delete_failed") through.push("delete_failed");
  try {
    const what = `cluster ${id} to be gone`;
    await settle(place, { what, until: ["gone"], through, taskId, deadline: step.deadline, seen: step.seen }, context);
  } catch (cause) {
    // The task may tell it a moment before the cluster's state does.
    const isFailed = cause instanceof TaskFailed || step.last.state === "delete_failed";
    throw isFailed ? await deletionFailed(place, cause, context) : cause;
  }
  if (kept.length > 0) context.warn(`cluster ${id} is deleted; these of its resources are kept: ${kept.join(", ")}`);
}

async function unprotect(step: Step, context: Context): Promise<void> {
  const { id } = step.place;
  if (step.olds.forceDestroy !== true) {
    throw new Problem(
      `deleting cluster ${id}: deletion protection is on: run "pulumi up" with deletionProtection: false first, then delete the cluster`,
    );
  }
  const inner = newStep(step.place, step.olds, { deletionProtection: false }, step.deadline, step.seen);
  inner.seen(step.last);
  await modify(["deletionProtection"], inner, context);
}

/** A tag that could not be set is set by the next update; of an interrupted run or a cluster that is gone nobody asks. */
function warnUnlessMoot(error: Error, { warn, signal }: Context): void {
  const isGone = error instanceof AckError && error.isClusterNotFound;
  if (!isGone && signal?.aborted !== true) warn(error.message);
}

/** What an adopted cluster was made with counts as recorded, so that a difference shows as a replacement. */
function createdOutputs({ adoptedFrom }: Begun, step: Step): Record<string, unknown> {
  const outputs = outputsOf(step.last, step.olds, withoutUnapplied(step));
  if (adoptedFrom === undefined) return outputs;
  return {
    ...outputs,
    ...Object.fromEntries(createOnlyDrift(step.last, outputs).map(({ property, reported }) => [property, reported])),
  };
}

/** The inputs without those that only a call after CreateCluster applies, as long as it was not made. */
function withoutUnapplied({ news, applied }: Step): Values {
  const left = appliedAfterCreate(news).filter((name) => !applied.has(name));
  return Object.fromEntries(Object.entries(news).filter(([name]) => !left.includes(name)));
}

/** What CreateCluster does not carry, and what differs in a cluster that an earlier run made, maybe with other inputs. */
async function complete(step: Step, { adoptedFrom }: Begun, context: Context): Promise<void> {
  const outputs = outputsOf(step.last, step.olds, withoutUnapplied(step));
  const drift = adoptedFrom !== undefined ? createOnlyDrift(step.last, outputs) : [];
  if (drift.length > 0) {
    const differences = drift.map(
      ({ property, recorded, reported }) => `${property} is ${show(reported)}, not ${show(recorded)}`,
    );
    throw new Problem(
      `cluster ${step.place.id}, which an interrupted run had begun, was made otherwise than the program says: ${differences.join("; ")}. The next "pulumi up" replaces it`,
    );
  }
  step.olds = outputs;
  if (adoptedFrom !== undefined || appliedAfterCreate(step.news).length > 0) await reconcile(step, context);
  else step.seen(await withExtras(step.last, step.news, step.place, context));
}

/** Best effort, once: without the certificate there is no kubeconfig, and nothing else is missing. */
async function withAuthority(
  outputs: Record<string, unknown>,
  { place }: Step,
  context: Context,
): Promise<Record<string, unknown>> {
  if (outputs.certificateAuthority !== undefined || outputs.state !== "running") return outputs;
  try {
    const certificateAuthority = await fetchCertificateAuthority(place, context);
    return certificateAuthority === undefined ? outputs : withKubeconfig({ ...outputs, certificateAuthority });
  } catch (error) {
    if (!(error instanceof AckError)) throw error;
    context.warn(`the outputs certificateAuthority and kubeconfig stay empty: ${error.message}`);
    return outputs;
  }
}

async function resume(step: Step, context: Context): Promise<void> {
  const { place, olds } = step;
  const settled = await settle(
    place,
    {
      what: `cluster ${place.id} to be running`,
      until: ["running", "inactive", "unavailable", "failed"],
      through: onTheWay,
      // Until the cluster has run, the task that creates it tells how far it is, or why it failed.
      taskId: olds.__ran !== true && typeof olds.taskId === "string" ? olds.taskId : undefined,
      deadline: step.deadline,
      seen: step.seen,
    },
    context,
  ).catch((error: Error) => {
    // A failed creation is explained below, with what can be done about it.
    if (step.last.state === "failed") return explainFailure(step, context, error.message);
    throw isLeaving(step.last) ? leaving(place, step.last) : error;
  });
  if (settled === undefined) {
    throw new Problem(
      `cluster ${place.id} is gone: run "pulumi refresh" to take it out of the state, then "pulumi up" to make a new one`,
    );
  }
}

function isLeaving({ state }: Values): boolean {
  return state === "deleting" || state === "delete_failed";
}

/** A cluster that was to go is not brought back: ACK has deleted parts of it. */
function leaving({ id }: Place, { state }: Values): Problem {
  const advice =
    state === "deleting"
      ? 'is being deleted: once it is gone, run "pulumi refresh" to take it out of the state, then "pulumi up" to make a new one'
      : 'was to be deleted, and ACK could not delete all of it: run "pulumi destroy" to finish that, then "pulumi up" to make a new one';
  return new Problem(`cluster ${id} ${advice}`);
}

async function explainFailure(step: Step, context: Context, reason?: string): Promise<never> {
  const { place, olds, news, last } = step;
  const because = reason === undefined ? "" : `: ${reason}`;
  if (olds.__ran === true) {
    throw new Problem(
      `cluster ${place.id} ran and is failed now${because}: it is not replaced by itself. Look at it in the ACK console; to build it anew on purpose, use "pulumi up --replace"`,
    );
  }
  const failed = `creation of cluster ${place.id} failed${because}`;
  if (last.deletion_protection !== true) throw new Problem(`${failed}: the next "pulumi up" replaces it`);
  if (news.deletionProtection !== false) {
    throw new Problem(
      `${failed}: it cannot be replaced while deletion protection is on: run "pulumi up" with deletionProtection: false first`,
    );
  }
  const inner = newStep(
    place,
    { ...olds, __inputs: ["deletionProtection"] },
    { deletionProtection: false },
    step.deadline,
    step.seen,
  );
  inner.seen(last);
  await reconcile(inner, context);
  throw new Problem(`${failed}: deletion protection is off now, and the next "pulumi up" replaces it`);
}

/** Looks for a cluster that no state records. @throws Problem that says where it was looked for. */
export async function lookFor(place: Place, context: Context): Promise<Values> {
  try {
    return await detail(place, context);
  } catch (error) {
    if (!(error instanceof AckError && error.isClusterNotFound)) throw error;
    throw new Problem(
      `${error.message}\n  It was looked for in ${place.region}; for another region, write the id as "<region>/<cluster id>".`,
    );
  }
}
