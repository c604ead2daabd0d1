import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Context } from "../../cluster/context/context";
import { bareId } from "../../cluster/context/place";
import { Unfinished } from "../../cluster/context/problem";
import { taken, withInputs } from "../../cluster/import/managed";
import { Records } from "../../cluster/import/records";
import { type Autonaming, check } from "../../cluster/preview/check";
import { detailedDiff, type PropertyDifference } from "../../cluster/preview/detailedDiff";
import { newWordWarnings } from "../../cluster/preview/newWords";
import { excludeEachOther } from "../../cluster/preview/obstacle";
import { previewCreate, previewUpdate } from "../../cluster/preview/outputs";
import { plan } from "../../cluster/preview/plan";
import { withFacts, withoutFacts } from "../../cluster/state/facts";
import type { Values } from "../../table/check";
import type { EngineLog } from "../engineLog";
import { presented, type Session } from "../session";
import { decode, decodeRecorded, encode, exposed, type Secrecy, secretsOf, withCopies } from "./encode";
import { HalfDone } from "./failure";

/** Loaded at the first operation, since no preview has one. */
const lifecycle = () => require("../../cluster/lifecycle/verbs") as typeof import("../../cluster/lifecycle/verbs");
const reading = () => require("../../cluster/import/imported") as typeof import("../../cluster/import/imported");

/** Values without the facts that the dynamic host keeps in them, and that each request to this host carries. */
function own(values: Values): Values {
  return withoutFacts(values, ["provider", "urn", "timeouts"]);
}

/** Values with the URN, which identifies the owner. */
function withUrn(values: Values, urn: string): Values {
  return withFacts(own(values), { urn });
}

function encodeOutputs(outputs: Values, secrets: ReadonlyMap<string, Secrecy>) {
  return encode(own(outputs), withCopies(secrets));
}

function autonaming(options: proto.CheckRequest.AutonamingOptions | undefined): Autonaming | undefined {
  if (options === undefined) return undefined;
  const name = options.getProposedName();
  const { DISABLE, ENFORCE } = proto.CheckRequest.AutonamingOptions.Mode;
  if (options.getMode() === DISABLE) return { mode: "disable" };
  return { mode: options.getMode() === ENFORCE ? "enforce" : "propose", name };
}

export function checkFailures(failures: readonly { property: string; reason: string }[]): proto.CheckFailure[] {
  return presented(failures).map(({ property, reason }) => {
    const failure = new proto.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
}

/** How a preview shows that a recorded value becomes secret. */
const encryption: PropertyDifference = { kind: "update", replaces: false, isInputDiff: false };

/** The calls on resources: each decodes, runs the lifecycle's own operation, and encodes. */
export class Resource {
  private readonly seen = new Map<string, string>();
  private readonly records = new Records();

  constructor(
    private readonly session: Session,
    private readonly log: EngineLog,
    private readonly signal: () => AbortSignal,
  ) {}

  /** The regions of the clusters of this run, by cluster id: the engine checks each against its record before a program can call it. */
  get regions(): ReadonlyMap<string, string> {
    return this.seen;
  }

  private remember(id: string, { regionId }: Values): void {
    if (typeof regionId === "string") this.seen.set(bareId(id), regionId);
  }

  private contextFor(request: { getUrn(): string; getTimeout(): number }): Context {
    return this.session.context(request.getUrn(), request.getTimeout(), this.signal());
  }

  check(request: proto.CheckRequest): proto.CheckResponse {
    const [olds, news] = [decodeRecorded(request.getOlds()), decode(request.getNews())];
    this.session.checking(request.getUrn());
    const { inputs, failures } = check(decode(request.getOlds()).values, own(news.values), {
      ...this.session.settings(),
      urn: request.getUrn(),
      autonaming: autonaming(request.getAutonaming()),
    });
    for (const text of newWordWarnings(olds.values, inputs)) this.log.log("warning", text, request.getUrn());
    const response = new proto.CheckResponse();
    // A value that is filled in from the recorded inputs is as secret as it was there.
    response.setInputs(encode(inputs, secretsOf(news, olds)));
    response.setFailuresList(checkFailures(failures));
    return response;
  }

  diff(request: proto.DiffRequest): proto.DiffResponse {
    // A refresh compares with the recorded inputs.
    const { values: news, secrets } = decodeRecorded(request.getNews());
    const { values: oldInputs } = decodeRecorded(request.getOldInputs());
    const recorded = decodeRecorded(request.getOlds());
    const olds = withInputs(recorded.values, oldInputs, news);
    this.remember(request.getId(), olds);
    this.records.comparing(request.getId());
    const { settings } = this.session.settings();
    const planned = plan(olds, withUrn(news, request.getUrn()), settings, this.session.phase(request.getUrn()));
    for (const text of planned.warnings) this.log.log("warning", text, request.getUrn());
    const details = new Map(detailedDiff(planned, olds, oldInputs, news));
    // Only an update records a value anew, and with it that it is secret.
    const plainText = exposed(secrets, recorded);
    if (!planned.changes) for (const name of plainText) details.set(name, encryption);
    const response = new proto.DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
    response.setChanges(planned.changes || plainText.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setReplacesList([...planned.replaces]);
    // The option replaceOnChanges lets the engine replace what this plan does not.
    response.setDeletebeforereplace(planned.deleteBeforeReplace || excludeEachOther(olds, news));
    response.setHasdetaileddiff(true);
    response.setDiffsList([...new Set([...details.keys()].map((path) => /^[^.[]+/.exec(path)?.[0] ?? path))]);
    for (const [path, one] of details) response.getDetaileddiffMap().set(path, propertyDiff(one));
    return response;
  }

  async create(request: proto.CreateRequest): Promise<proto.CreateResponse> {
    const news = decode(request.getProperties());
    const response = new proto.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(encodeOutputs(previewCreate(news.values), news.secrets));
      return response;
    }
    const inputs = withUrn(news.values, request.getUrn());
    const { id, outputs } = await this.keeping(news.secrets, () =>
      lifecycle().create(inputs, this.contextFor(request)),
    );
    this.remember(id, outputs);
    this.records.created(id, inputs);
    response.setId(id);
    response.setProperties(encodeOutputs(outputs, news.secrets));
    return response;
  }

  async update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
    const [before, news, oldInputs] = [
      decodeRecorded(request.getOlds()),
      decode(request.getNews()),
      decodeRecorded(request.getOldInputs()).values,
    ];
    const secrets = secretsOf(news, before);
    const response = new proto.UpdateResponse();
    if (request.getPreview()) {
      const olds = withInputs(before.values, oldInputs, news.values);
      response.setProperties(encodeOutputs(previewUpdate(olds, news.values), secrets));
      return response;
    }
    const olds = own(taken(before.values, oldInputs, news.values));
    const inputs = withUrn(news.values, request.getUrn());
    const outputs = await this.keeping(secrets, () =>
      lifecycle().update(request.getId(), olds, inputs, this.contextFor(request)),
    );
    this.remember(request.getId(), outputs);
    response.setProperties(encodeOutputs(outputs, secrets));
    return response;
  }

  async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
    const [olds, oldInputs] = [decodeRecorded(request.getProperties()), decodeRecorded(request.getInputs())];
    // The owner decides whether the ownership tag is still to be finalized.
    const known = withUrn(olds.values, request.getUrn());
    // An import has no properties; those of a program's `get` are empty.
    if (!request.hasProperties()) this.records.importing(request.getId());
    const found = await reading().readOrImport(request.getId(), known, own(oldInputs.values), this.contextFor(request));
    const response = new proto.ReadResponse();
    if (found === undefined) return response;
    this.remember(found.id, found.outputs);
    const secrets = secretsOf(oldInputs, olds);
    const properties = encodeOutputs(found.outputs, secrets);
    const inputs = encode(own(found.inputs), secrets);
    if (found.reason !== undefined) throw new HalfDone(found.id, properties, found.reason, inputs);
    response.setId(found.id);
    response.setProperties(properties);
    response.setInputs(inputs);
    return response;
  }

  async delete(request: proto.DeleteRequest): Promise<void> {
    const { values } = decodeRecorded(request.getProperties());
    const context = this.contextFor(request);
    const whyKept = this.records.whyKept(request.getId());
    if (whyKept !== undefined) return context.warn(whyKept);
    await lifecycle().deleteCluster(request.getId(), withUrn(values, request.getUrn()), context);
  }

  /** Passes what is known of a resource to the engine with the failure. */
  private async keeping<T>(secrets: ReadonlyMap<string, Secrecy>, operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      if (!(error instanceof Unfinished)) throw error;
      throw new HalfDone(error.id, encodeOutputs(error.outputs, secrets), error.message);
    }
  }
}

function propertyDiff({ kind, replaces, isInputDiff }: PropertyDifference): proto.PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  const wire = new proto.PropertyDiff();
  wire.setKind(kinds[kind][replaces ? 1 : 0]);
  wire.setInputdiff(isInputDiff);
  return wire;
}
