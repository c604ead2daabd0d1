import { AckError } from "../ack/errors";
import type { Values } from "../table/check";
import { show } from "../table/shapes";
import { assertOwn, type Begun, begin, mark } from "./begin";
import { type Context, deadline } from "./context";
import { assertServerless, callerAccount, detail, look, type Place } from "./look";
import { createOnlyDrift, inputsOf, outputsOf } from "./outputs";
import { isBeingMadeBy, type Ownership, ownership, ownershipTag } from "./ownership";
import { failedAtCreation } from "./plan";
import { Problem, Unfinished } from "./problem";
import { reconcile, type Step } from "./reconcile";
import { awaitCreation, settle, TaskFailed } from "./settle";
import { onTheWay } from "./states";

export interface Created {
  readonly id: string;
  readonly outputs: Record<string, unknown>;
}

/**
 * Creates a cluster and waits until it runs.
 *
 * @throws Unfinished once CreateCluster is accepted: the cluster exists and is billed, so the engine must learn its id
 * whatever happens next. Anything else before, and for a cluster that proves to be another stack's.
 */
export async function create(inputs: Values, context: Context): Promise<Created> {
  const region = String(inputs.regionId);
  const until = deadline("create", inputs, context);
  const accountId = await callerAccount(region, context, `creating cluster ${show(inputs.name)}`);
  const owner = ownerOf(inputs, context);
  const begun = await begin(inputs, owner, context);
  const made = { clusterId: begun.id, accountId, state: "initial", taskId: begun.taskId, requestId: begun.requestId };
  const step = newStep({ region, id: begun.id, accountId }, made, inputs, until);
  // Until it is marked, the cluster may as well be that of a run that is still at work.
  if (begun.adoptedFrom !== undefined && owner) await mark(step.place, owner.creating, context);
  try {
    await awaitCreation(step, begun.taskId, context);
    if (begun.adoptedFrom !== undefined) await takeOver(step, context);
  } catch (cause) {
    if (owner) assertOwn(step.last, owner, begun);
    if (owner) await mark(step.place, owner.owned, context).catch((error: Error) => warnUnlessMoot(error, context));
    throw new Unfinished(begun.id, createdOutputs(begun, step), cause);
  }
  if (owner) assertOwn(step.last, owner, begun);
  try {
    if (owner) await mark(step.place, owner.owned, context);
  } catch (cause) {
    throw new Unfinished(begun.id, createdOutputs(begun, step), cause);
  }
  return { id: begun.id, outputs: createdOutputs(begun, step) };
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
    if (owner && isBeingMadeBy(owner, ownershipTag(step.last.tags))) await mark(step.place, owner.owned, context);
  } catch (cause) {
    if (step.last.cluster_id === undefined) throw cause;
    throw new Unfinished(id, outputsOf(step.last, olds, {}), cause);
  }
  return outputsOf(step.last, olds, news);
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
  const outputs = outputsOf(fresh, { ...olds, accountId, regionId: place.region }, {});
  return { id: place.id, outputs, inputs: inputsOf(outputs) };
}

/** Deletes a cluster and waits until it is proven gone. */
export async function remove(id: string, olds: Values, context: Context): Promise<void> {
  const place = placeOf(id, olds);
  const step = newStep(place, olds, {}, deadline("delete", olds, context));
  const fresh = await look(place, context, `deleting cluster ${place.id}`);
  if (fresh === undefined) return;
  if (failedAtCreation(olds) && !["failed", "deleting", "delete_failed"].includes(String(fresh.state))) {
    throw new Problem(
      `deleting cluster ${id}: it is recorded as failed, but is ${fresh.state} now: run "pulumi refresh", then decide again`,
    );
  }
  if (fresh.deletion_protection === true) {
    throw new Problem(
      `deleting cluster ${id}: deletion protection is on: run "pulumi up" with deletionProtection: false first, then delete the cluster`,
    );
  }
  const taskId = fresh.state === "deleting" ? undefined : await requestDeletion(step, context);
  const through = [
    ...onTheWay,
    "deleting",
    "running",
    "failed",
    "inactive",
    "unavailable",
    ...(fresh.state === "delete_failed" ? ["delete_failed"] : []),
  ];
  try {
    await settle(
      place,
      { what: `cluster ${id} to be gone`, until: ["gone"], through, taskId, deadline: step.deadline, seen: step.seen },
      context,
    );
  } catch (cause) {
    // The task may tell it a moment before the cluster's state does.
    const isFailed = cause instanceof TaskFailed || step.last.state === "delete_failed";
    throw isFailed ? await deletionFailed(place, cause, context) : cause;
  }
}

function newStep(place: Place, olds: Values, news: Values, until: number, listener?: (answer: Values) => void): Step {
  const step: Step = {
    place,
    olds,
    news,
    deadline: until,
    last: {},
    seen(answer) {
      step.last = answer;
      listener?.(answer);
    },
  };
  return step;
}

/** `<region>/<id>`, or an id in the recorded or default region. */
function placeOf(id: string, olds: Values): Place {
  const [region, bare] = id.includes("/") ? id.split("/", 2) : [olds.regionId, id];
  if (typeof region !== "string" || region === "" || !bare) {
    throw new Problem(
      `cluster ${id}: its region is not known: write the id as "<region>/<cluster id>", or set the provider's region`,
    );
  }
  return { region, id: bare, accountId: typeof olds.accountId === "string" ? olds.accountId : undefined };
}

function ownerOf(inputs: Values, { settings }: Context): Ownership | undefined {
  return settings.ownershipTag && typeof inputs.__urn === "string" ? ownership(inputs.__urn) : undefined;
}

/** A tag that could not be set is set by the next update; of an interrupted run or a cluster that is gone nobody asks. */
function warnUnlessMoot(error: Error, { warn, signal }: Context): void {
  const isGone = error instanceof AckError && error.isClusterNotFound;
  if (!isGone && signal?.aborted !== true) warn(error.message);
}

/** What an adopted cluster was made with counts as recorded, so that a difference shows as a replacement. */
function createdOutputs({ adoptedFrom }: Begun, { last, olds, news }: Step): Record<string, unknown> {
  const outputs = outputsOf(last, olds, news);
  if (adoptedFrom === undefined) return outputs;
  return {
    ...outputs,
    ...Object.fromEntries(createOnlyDrift(last, outputs).map(({ property, reported }) => [property, reported])),
  };
}

/** An earlier run made the cluster, maybe with other inputs. */
async function takeOver(step: Step, context: Context): Promise<void> {
  const outputs = outputsOf(step.last, step.olds, step.news);
  const drift = createOnlyDrift(step.last, outputs).map(
    ({ property, recorded, reported }) => `${property} is ${show(reported)}, not ${show(recorded)}`,
  );
  if (drift.length > 0) {
    throw new Problem(
      `cluster ${step.place.id}, which an interrupted run had begun, was made otherwise than the program says: ${drift.join("; ")}. The next "pulumi up" replaces it`,
    );
  }
  const inner = newStep(step.place, outputs, step.news, step.deadline, step.seen);
  inner.seen(step.last);
  await reconcile(inner, context);
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
    throw error;
  });
  if (settled === undefined) {
    throw new Problem(
      `cluster ${place.id} is gone: run "pulumi refresh" to take it out of the state, then "pulumi up" to make a new one`,
    );
  }
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

/** Looks for a cluster that no state records. */
async function lookFor(place: Place, context: Context): Promise<Values> {
  try {
    return await detail(place, context);
  } catch (error) {
    if (!(error instanceof AckError && error.isClusterNotFound)) throw error;
    throw new Problem(
      `${error.message}\n  It was looked for in ${place.region}; for another region, write the id as "<region>/<cluster id>".`,
    );
  }
}

/** Asks for the deletion, again while the cluster is busy with something else. */
async function requestDeletion({ place, deadline: until }: Step, context: Context): Promise<string | undefined> {
  const attempt = `deleting cluster ${place.id}`;
  for (;;) {
    try {
      const answer = (await context
        .ack(place.region)
        .call("DeleteCluster", { path: { ClusterId: place.id }, attempt }, context.signal)) as Values;
      return typeof answer.task_id === "string" && answer.task_id !== "" ? answer.task_id : undefined;
    } catch (error) {
      if (!(error instanceof AckError)) throw error;
      // The wait that follows proves that it is gone.
      if (error.isClusterNotFound) return undefined;
      if (!error.isBusy || context.clock.now() + context.settings.busyIntervalMs > until) throw error;
      context.report({ state: "busy", stage: error.text, elapsedMs: 0 });
      await context.clock.sleep(context.settings.busyIntervalMs, context.signal);
      const fresh = await look(place, context, attempt);
      if (fresh === undefined || fresh.state === "deleting") return undefined;
    }
  }
}

async function deletionFailed(place: Place, cause: unknown, context: Context): Promise<Problem> {
  const attempt = `reading the resources of cluster ${place.id}`;
  const answer = await context
    .ack(place.region)
    .call("DescribeClusterResources", { path: { ClusterId: place.id }, attempt }, context.signal)
    .catch(() => []);
  const left = (Array.isArray(answer) ? answer : [])
    .filter((resource: Values) => resource.state === "DELETE_FAILED")
    .map((resource: Values) => `  - ${String(resource.resource_type)} ${String(resource.instance_id)}`);
  const text = [
    `deleting cluster ${place.id}: ACK could not delete everything: ${(cause as Error).message}`,
    ...(left.length > 0 ? ["  These resources are still in use by something else:", ...left] : []),
    '  Release what uses them, then run "pulumi destroy" again.',
  ];
  return new Problem(text.join("\n"));
}
