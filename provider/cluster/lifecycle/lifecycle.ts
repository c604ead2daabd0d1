import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { plain, show } from "../../table/shapes";
import { type Context, deadline } from "../context/context";
import { hiding } from "../context/hiding";
import { Problem, Unfinished } from "../context/problem";
import { assertServerless, callerAccount, look, lookFor, type Place, placeOf } from "../observe/describe";
import { withExtras } from "../observe/extras";
import { awaitCreation, settle, TaskFailed } from "../observe/wait";
import { assertCreatable } from "../preflight/preflight";
import { becauseOf, differences, failedAtCreation, obstacle, recordedOf, replacing } from "../preview/plan";
import { onTheWay } from "../properties/states";
import { withAuthority } from "../state/kubeconfig";
import { appliedAfterCreate, createOnlyDrift, inputsOf, outputsOf } from "../state/outputs";
import { isBeingMadeBy, isUnturned, ownerOf, ownershipTag } from "../state/ownership";
import { adopt } from "./adopt";
import { assertOwn, type Begun, begin, type Creation, findOwn, mark, turn } from "./begin";
import { checkNewAddonConfigs } from "./changes/addons";
import { versionToCreate } from "./changes/upgrade";
import { deletionFailed, requestDeletion, resourcesToKeep } from "./departure";
import { reconcile } from "./reconcile";
import { newStep, outputsSoFar, type Step } from "./step";

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
export async function create(inputs: Values, outer: Context): Promise<Created> {
  const context = hiding(outer, inputs);
  if (inputs.adopt !== undefined) {
    const { id, outputs } = await adopt(inputs, context);
    return { id, outputs: await withAuthority(outputs, placeOf(id, outputs), context) };
  }
  const region = plain(inputs.regionId);
  const attempt = `creating cluster ${show(inputs.name)}`;
  const until = deadline("create", inputs, context);
  const accountId = await callerAccount(region, context, attempt);
  const owner = ownerOf(inputs, context);
  const creation = { name: plain(inputs.name), region, accountId, attempt, owner, deadline: until };
  // A cluster that is being made already is billed: no check may come between it and its record.
  const begun = (await findOwn(creation, context)) ?? (await beginChecked(inputs, creation, context));
  const made = { clusterId: begun.id, accountId, state: "initial", taskId: begun.taskId, requestId: begun.requestId };
  const step = newStep({ region, id: begun.id, accountId }, made, inputs, until);
  // Until it is marked, the cluster may as well be that of a run that is still at work.
  if (begun.adoptedFrom !== undefined && owner) await mark(step.place, owner.creating, context);
  const outputs = () => ({ ...createdOutputs(begun, step), ...(owner && { __owner: owner.owned }) });
  try {
    await awaitCreation(step, begun.taskId, context);
    await complete(step, begun, context);
  } catch (cause) {
    if (owner) assertOwn(step.last, owner, begun);
    const last = parting(context);
    if (owner) await turn(step, owner.owned, last).catch((error: Error) => warnUnlessMoot(error, context));
    throw new Unfinished(begun.id, outputs(), cause);
  }
  if (owner) assertOwn(step.last, owner, begun);
  try {
    if (owner) await turn(step, owner.owned, context);
    return { id: begun.id, outputs: await withAuthority(outputs(), step.place, context) };
  } catch (cause) {
    throw new Unfinished(begun.id, outputs(), cause);
  }
}

/** Begins a cluster after all the checks that can tell that it would fail. */
async function beginChecked(inputs: Values, creation: Creation, context: Context): Promise<Begun> {
  const { region, attempt, owner } = creation;
  const version =
    inputs.kubernetesVersion === undefined
      ? {}
      : { kubernetesVersion: await versionToCreate(plain(inputs.kubernetesVersion), region, attempt, context) };
  if (context.settings.preflight) await assertCreatable(inputs, owner, context);
  await checkNewAddonConfigs({ ...inputs, ...version }, region, attempt, context);
  return begin({ ...inputs, ...version }, creation, context);
}

/**
 * Brings a cluster to what the program wants: resumes a wait that ended early, applies the differences, reads back.
 *
 * @throws Unfinished with what the cluster has now; anything else before the cluster was seen.
 */
export async function update(id: string, olds: Values, news: Values, outer: Context): Promise<Record<string, unknown>> {
  const context = hiding(outer, olds, news);
  const step = newStep(placeOf(id, olds), olds, news, deadline("update", news, context));
  try {
    await resume(step, context);
    if (step.last.state === "failed") await explainFailure(step, context);
    await reconcile(step, context);
    assertNothingHinders(step, context);
    const owner = ownerOf(news, context);
    const isUnmarked = owner !== undefined && isBeingMadeBy(owner, ownershipTag(step.last.tags));
    if (isUnmarked) await turn(step, owner.owned, context);
    const outputs = { ...outputsOf(step.last, olds, news), ...(isUnmarked && { __owner: owner.owned }) };
    return await withAuthority(outputs, step.place, context);
  } catch (cause) {
    if (step.last.cluster_id === undefined) throw cause;
    throw new Unfinished(id, outputsSoFar(step), cause);
  }
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
  outer: Context,
): Promise<{ id: string; outputs: Record<string, unknown>; inputs: Record<string, unknown> } | undefined> {
  const context = hiding(outer, olds);
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
export async function remove(id: string, olds: Values, outer: Context): Promise<void> {
  const context = hiding(outer, olds);
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
  assertStillOwn(fresh, olds);
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
  await liftProtection(step, context);
}

/** By a fresh look and proven, also while the cluster is busy with something else. */
async function liftProtection({ place, olds, last, deadline: until, seen }: Step, context: Context): Promise<void> {
  const recorded = { ...olds, __inputs: ["deletionProtection"] };
  const inner = newStep(place, recorded, { deletionProtection: false }, until, seen);
  inner.seen(last);
  await reconcile(inner, context);
}

/** @throws Problem for a cluster that another resource has adopted since: only that one may delete it. */
function assertStillOwn({ cluster_id, tags }: Values, { __owner, __urn }: Values): void {
  const tag = ownershipTag(tags);
  // A tag that this resource could not turn says "creating" still.
  if (typeof __owner !== "string" || tag === undefined || tag === __owner || isUnturned(__urn, tags)) return;
  throw new Problem(
    `deleting cluster ${plain(cluster_id)}: another resource has adopted it since, and only that one deletes it: take this one out of the state with "pulumi state delete"`,
  );
}

/** A tag that could not be set is set by the next update; of an interrupted run or a cluster that is gone nobody asks. */
function warnUnlessMoot(error: Error, { warn, signal }: Context): void {
  const isGone = error instanceof AckError && error.isClusterNotFound;
  if (!isGone && signal?.aborted !== true) warn(error.message);
}

/** For the one call that even a cancelled create still makes. */
function parting({ signal: _signal, ...context }: Context): Context {
  return context;
}

/** What an adopted cluster was made with counts as recorded, so that a difference shows as a replacement. */
function createdOutputs({ adoptedFrom }: Begun, step: Step): Record<string, unknown> {
  const outputs = outputsOf(step.last, step.olds, withoutUnapplied(step));
  const drift = adoptedFrom === undefined ? [] : createOnlyDrift(step.last, outputs);
  if (drift.length === 0) return outputs;
  const reported = Object.fromEntries(drift.map(({ property, reported }) => [property, reported]));
  return { ...outputs, ...reported, __takenOver: Object.keys(reported) };
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

async function resume(step: Step, context: Context): Promise<void> {
  const { place, olds } = step;
  const settled = await settle(
    place,
    {
      what: `cluster ${place.id} to be running`,
      until: ["running", "inactive", "unavailable", "failed", "delete_failed"],
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
    throw leaving(step.last, place) ?? error;
  });
  const departure = leaving(settled ?? {}, place);
  if (departure !== undefined) throw departure;
  if (settled === undefined) {
    throw new Problem(
      `cluster ${place.id} is gone: run "pulumi refresh" to take it out of the state, then "pulumi up" to make a new one`,
    );
  }
}

/** What to do about a cluster that is to go: ACK has deleted parts of it, and nothing brings it back. */
function leaving({ state }: Values, { id }: Place): Problem | undefined {
  if (state === "deleting") {
    return new Problem(
      `cluster ${id} is being deleted: once it is gone, run "pulumi refresh" to take it out of the state, then "pulumi up" to make a new one`,
    );
  }
  if (state !== "delete_failed") return undefined;
  return new Problem(
    `cluster ${id}: its deletion failed, and nothing else can be changed: what is said about deleting is taken into state; run "pulumi destroy" again`,
  );
}

async function explainFailure(step: Step, context: Context, reason?: string): Promise<never> {
  const { place, olds, news, last } = step;
  const because = reason === undefined ? "" : `: ${reason}`;
  const isLifted = last.deletion_protection === true && news.deletionProtection === false;
  if (isLifted) await liftProtection(step, context);
  if (olds.__ran === true) {
    throw new Problem(
      `cluster ${place.id} ran and is failed now${because}: it is not replaced by itself. Look at it in the ACK console; to build it anew on purpose, use "pulumi up --replace" with the resource option deleteBeforeReplace: true`,
    );
  }
  const failed = `creation of cluster ${place.id} failed${because}`;
  if (last.deletion_protection === true && !isLifted) {
    throw new Problem(
      `${failed}: it cannot be replaced while deletion protection is on: run "pulumi up" with deletionProtection: false first`,
    );
  }
  const unprotected = { ...olds, deletionProtection: false };
  const hindrance = obstacle(unprotected, news, ["state"], "a replacement is due", context.settings);
  if (hindrance !== undefined) throw new Problem(`${failed}: ${hindrance.property}: ${hindrance.reason}`);
  const lifted = isLifted ? "deletion protection is off now, and " : "";
  throw new Problem(`${failed}: ${lifted}the next "pulumi up" replaces it`);
}

/** @throws Problem for a replacement that is due and was not shown, because something stands in its way. */
function assertNothingHinders({ last, olds, news }: Step, { settings }: Context): void {
  const values = outputsOf(last, olds, {});
  const replaces = replacing(differences({ ...recordedOf(olds), values }, news).changes);
  const hindrance = replaces.length > 0 && obstacle(values, news, replaces, becauseOf(olds, replaces), settings);
  if (hindrance) throw new Problem(`${hindrance.property}: ${hindrance.reason}`);
}
