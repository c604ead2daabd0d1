import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { plain, show, textOf } from "../../table/values";
import { toWire } from "../../table/wire";
import { type Client, inRegion } from "../context/client";
import { type Context, within } from "../context/context";
import { hiding } from "../context/hiding";
import { placeOf } from "../context/place";
import { Problem, Unfinished } from "../context/problem";
import { callerAccount } from "../observe/clusters";
import { withExtras } from "../observe/extras";
import { withAuthority } from "../observe/kubeconfig";
import { versionToCreate } from "../observe/offers";
import { awaitCreation } from "../observe/settle";
import { assertCreatable, assertServiceCidrFits } from "../preflight/preflight";
import { properties, serverless } from "../properties/table";
import { factsOf, withFacts } from "../state/facts";
import { appliedAfterCreate, createOnlyDrift, outputsOf } from "../state/outputs";
import { type Ownership, ownerOf, ownershipTagKey } from "../state/ownership";
import { adopt } from "./adopt";
import { checkNewAddonConfigs } from "./changes/addonConfig";
import { createCall } from "./createCall";
import type { Begun, Creation } from "./creation";
import { findCreated, findOwn } from "./lostAnswer";
import { inOtherZone, type OtherZone, otherZone, withOtherZone } from "./otherZone";
import { assertOwn, finalize, mark } from "./ownershipTag";
import { reconcile } from "./reconcile";
import { confirm } from "./repeatedAnswer";
import { newStep, type Step } from "./step";

export interface Created {
  readonly id: string;
  readonly outputs: Record<string, unknown>;
}

/**
 * Creates a cluster and waits until it is running, or takes over the one that `adopt` names.
 *
 * @throws Unfinished once CreateCluster is accepted: the cluster exists and is billed, so the engine must record its id
 * whatever happens next. Other errors before that, and for a cluster that proves to be another stack's.
 */
export async function create(inputs: Values, outer: Context): Promise<Created> {
  const context = within("create", factsOf(inputs).timeouts, hiding(outer, inputs));
  if (inputs.adopt !== undefined) {
    const { id, outputs } = await adopt(inputs, context);
    return { id, outputs: await withAuthority(outputs, placeOf(id, outputs), context) };
  }
  const client = inRegion(plain(inputs.regionId), `creating cluster ${show(inputs.name)}`, context);
  const owner = ownerOf(inputs, context.settings);
  const creation = { name: plain(inputs.name), accountId: await callerAccount(client), owner, client };
  // A cluster that is already being created is billed: no check may prevent its record.
  const begun = (await findOwn(creation)) ?? (await beginChecked(inputs, creation));
  return complete(begun, creation, inputs);
}

/** Begins a cluster once every check that can predict a failure has passed. */
async function beginChecked(inputs: Values, creation: Creation): Promise<Begun> {
  const { client, owner } = creation;
  const wish = inputs.kubernetesVersion;
  const version = wish === undefined ? {} : { kubernetesVersion: await versionToCreate(plain(wish), client) };
  if (client.context.settings.preflight) await assertCreatable(inputs, owner, client.context);
  else await assertServiceCidrFits(inputs, client.context);
  await checkNewAddonConfigs({ ...inputs, ...version }, client);
  return begin({ ...inputs, ...version }, creation);
}

/**
 * Begins one cluster for these inputs, and never a second one. After a lost answer, only a cluster with the exact name
 * and the ownership tag is taken: ACK may ignore the client token.
 */
async function begin(inputs: Values, creation: Creation): Promise<Begun> {
  const call = createCall(createBody(inputs, creation.owner), creation);
  for (let calls = 1; ; calls++) {
    let begun: Begun | undefined;
    try {
      begun = accepted(await call.send(), creation.client);
    } catch (error) {
      begun = await findCreated(error, calls, creation);
      if (begun !== undefined) return begun;
      continue;
    }
    if (!call.hasToken()) return begun;
    begun = await confirm(begun, creation);
    if (begun !== undefined) return begun;
    call.changeToken();
  }
}

/** The body of CreateCluster, in the vendor page's names. */
function createBody(inputs: Values, owner: Ownership | undefined): Record<string, unknown> {
  const always = Object.entries(properties).flatMap(([name, { facts }]) =>
    "alwaysSent" in facts ? [[name, facts.default]] : [],
  );
  // ACK creates an EIP for a public cluster: a cluster with an EIP of its own is created private, and bound afterwards.
  const endpoint = inputs.apiServerEipId === undefined ? {} : { endpointPublicAccess: false };
  const body = toWire(properties, "CreateCluster", { ...Object.fromEntries(always), ...inputs, ...endpoint });
  if (owner === undefined) return { ...serverless, ...body };
  const tags = (body.tags as unknown[] | undefined) ?? [];
  return { ...serverless, ...body, tags: [...tags, { key: ownershipTagKey, value: owner.creating }] };
}

function accepted(answer: Values, { attempt }: Client): Begun {
  const id = textOf(answer.cluster_id);
  const taskId = textOf(answer.task_id);
  const requestId = textOf(answer.request_id ?? answer.RequestId ?? answer.requestId);
  if (id === undefined) {
    const text = "the answer has no cluster id";
    throw new AckError({ operation: "CreateCluster", attempt, failing: "lost", text });
  }
  return { id, ...(taskId !== undefined && { taskId }), ...(requestId !== undefined && { requestId }) };
}

/** Waits until the cluster runs, applies what CreateCluster does not carry, and finalizes the ownership tag. */
async function complete(begun: Begun, { client, accountId, ...creation }: Creation, inputs: Values): Promise<Created> {
  const { region, context } = client;
  const { id, adoptedFrom, taskId, requestId, owner = creation.owner } = begun;
  const told = { clusterId: id, accountId, state: "initial", taskId, requestId };
  const known = withFacts(told, owner === undefined ? {} : { owner: owner.owned });
  const step = newStep({ region, id, accountId }, known, inputs, context);
  // Until it is marked, the cluster may belong to a run that is still in progress.
  if (adoptedFrom !== undefined && owner) await mark(step.place, owner.creating, context);
  const outputs = () => createdOutputs(begun, step);
  try {
    await awaitCreation(step, begun);
    await applyRest(step, begun);
  } catch (cause) {
    // A cluster whose tag was never read may be that of another stack: it keeps the tag that it has.
    if (owner && step.last.cluster_id !== undefined) {
      assertOwn(step.last, owner, adoptedFrom);
      await finalize(step, owner.owned, uncancelled(context)).catch((error) => warnUnlessMoot(error, context));
    }
    throw new Unfinished(id, outputs(), cause);
  }
  if (owner) assertOwn(step.last, owner, adoptedFrom);
  try {
    if (owner) await finalize(step, owner.owned);
    return { id, outputs: await withAuthority(outputs(), step.place, context) };
  } catch (cause) {
    throw new Unfinished(id, outputs(), cause);
  }
}

/** What CreateCluster does not carry, and what differs in a cluster that an earlier run created, maybe with other inputs. */
async function applyRest(step: Step, begun: Begun): Promise<void> {
  const outputs = outputsOf(step.last, step.olds, withoutUnapplied(step), step.context.settings);
  const others = otherValues(begun, step, outputs);
  const zone = otherZone(step.last, outputs);
  if (others.length > 0) throw otherCluster(others, zone, step);
  if (zone !== undefined) throw inOtherZone(zone, step);
  step.olds = outputs;
  if (begun.adoptedFrom !== undefined || appliedAfterCreate(step.news).length > 0) await reconcile(step);
  else step.seen(await withExtras(step.last, step.news, step.place, step.context));
}

type Drift = ReturnType<typeof createOnlyDrift>;

/** What an earlier run, with other inputs, created a cluster with. */
function otherValues({ adoptedFrom }: Begun, { last }: Step, outputs: Values): Drift {
  if (adoptedFrom === undefined) return [];
  return createOnlyDrift(last, outputs).filter(({ property }) => property !== "zoneId");
}

function otherCluster(others: Drift, zone: OtherZone | undefined, { place }: Step): Problem {
  const differences = [...others, ...(zone === undefined ? [] : [zone])].map(
    ({ property, recorded, reported }) => `${property} is ${show(reported)}, not ${show(recorded)}`,
  );
  const next = zone === undefined ? "The" : `Once zoneId is ${show(zone.reported)} or removed, the`;
  return new Problem(
    `an interrupted run created cluster ${place.id} with other values than the program's: ${differences.join("; ")}. ${next} next "pulumi up" replaces it`,
  );
}

/** Records what such a cluster was created with: what an earlier run chose shows as a replacement, unless it is the zone. */
function createdOutputs(begun: Begun, step: Step): Record<string, unknown> {
  const outputs = outputsOf(step.last, step.olds, withoutUnapplied(step), step.context.settings);
  const recorded = withOtherZone(outputs, otherZone(step.last, outputs));
  const others = otherValues(begun, step, outputs);
  if (others.length === 0) return recorded;
  const reported = Object.fromEntries(others.map(({ property, reported }) => [property, reported]));
  return withFacts({ ...recorded, ...reported }, { takenOver: Object.keys(reported) });
}

/** The inputs without those that only a call after CreateCluster applies, while that call has not been made. */
function withoutUnapplied({ news, applied }: Step): Values {
  const unapplied = appliedAfterCreate(news).filter((name) => !applied.has(name));
  return Object.fromEntries(Object.entries(news).filter(([name]) => !unapplied.includes(name)));
}

/** The next update sets a tag that could not be set. After an interruption, or for a cluster that is gone, no warning helps. */
function warnUnlessMoot(error: Error, { warn, signal }: Context): void {
  const isGone = error instanceof AckError && error.isClusterNotFound;
  if (!isGone && signal?.aborted !== true) warn(error.message);
}

/** For the one call that a cancelled create still sends. */
function uncancelled({ signal: _signal, ...context }: Context): Context {
  return context;
}
