import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { service } from "../../../provider/hosts/plugin/service";
import { resourceToken } from "../../../provider/hosts/plugin/tokens";
import { Session } from "../../../provider/hosts/session";
import type { Simulator } from "../../../simulator";

type Handler = (call: object, reply: (failure: unknown, response?: unknown) => void) => Promise<void>;

export const urn = "urn:pulumi:dev::shop::ack-serverless:index:ServerlessCluster::prod";
export const struct = (values: object) => Struct.fromJavaScript(values as never);

const mark = "4dabf18193072939515e22adb298388d";
/** A secret as it goes over the wire. */
export const secret = (value: unknown) => ({ [mark]: "1b47061264138c4ac30d75fd1eb44270", value });
const reference = (id: string) => ({ [mark]: "5cf8f73096256a8f31e491e813e4eb8e", urn, id });

/** One run of the plugin with a simulator's account, its requests and answers as plain values with secrets marked. */
export class Plugin {
  /** The regions that were asked, in order: the simulator serves all of them at one address. */
  readonly regions: string[] = [];
  readonly #service = service(undefined);

  constructor(private readonly simulator: Simulator) {}

  async configure(): Promise<void> {
    this.#listen();
    const { url, accounts } = this.simulator;
    const request = new proto.ConfigureRequest();
    request.setArgs(
      struct({
        region: "cn-hangzhou",
        accessKey: accounts[0].accessKeyId,
        secretKey: accounts[0].accessKeySecret,
        endpoints: { cs: url, sts: url, vpc: url, ecs: url },
        listLagMs: 1,
        pollIntervalMs: 1,
      }),
    );
    await this.#ask("configure", request);
  }

  async check(olds: object, news: object): Promise<Values> {
    const response = await this.#check(olds, news);
    expect(response.getFailuresList()).toEqual([]);
    return plain(response.getInputs());
  }

  /** The reasons why inputs are refused. */
  async refusals(olds: object, news: object): Promise<string[]> {
    return (await this.#check(olds, news)).getFailuresList().map((failure) => failure.getReason());
  }

  async read(id: string, outputs: object, inputs: object): Promise<{ outputs: Values; inputs: Values }> {
    const request = new proto.ReadRequest();
    request.setId(id);
    request.setUrn(urn);
    request.setProperties(struct(outputs));
    request.setInputs(struct(inputs));
    const response = await this.#ask<proto.ReadResponse>("read", request);
    return { outputs: plain(response.getProperties()), inputs: plain(response.getInputs()) };
  }

  /** @returns whether there is a difference */
  async diff(id: string, outputs: object, oldInputs: object, news: object): Promise<boolean> {
    const request = new proto.DiffRequest();
    request.setId(id);
    request.setUrn(urn);
    request.setOlds(struct(outputs));
    request.setOldInputs(struct(oldInputs));
    request.setNews(struct(news));
    const response = await this.#ask<proto.DiffResponse>("diff", request);
    return response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME;
  }

  /** @returns the new cluster's id */
  async create(inputs: object): Promise<string> {
    const request = new proto.CreateRequest();
    request.setUrn(urn);
    request.setProperties(struct(inputs));
    return (await this.#ask<proto.CreateResponse>("create", request)).getId();
  }

  async update(id: string, outputs: object, oldInputs: object, news: object): Promise<Values> {
    const request = new proto.UpdateRequest();
    request.setId(id);
    request.setUrn(urn);
    request.setOlds(struct(outputs));
    request.setOldInputs(struct(oldInputs));
    request.setNews(struct(news));
    return plain((await this.#ask<proto.UpdateResponse>("update", request)).getProperties());
  }

  async delete(id: string, outputs: object): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setId(id);
    request.setUrn(urn);
    request.setProperties(struct(outputs));
    await this.#ask("delete", request);
  }

  /** Calls a cluster's method as every language but this package's own TypeScript class does. */
  async method(name: string, id: string, args: object = {}): Promise<Values> {
    const request = new proto.CallRequest();
    request.setTok(`${resourceToken}/${name}`);
    request.setArgs(struct({ __self__: reference(id), ...args }));
    return plain((await this.#ask<proto.CallResponse>("call", request)).getReturn());
  }

  #check(olds: object, news: object): Promise<proto.CheckResponse> {
    const request = new proto.CheckRequest();
    request.setUrn(urn);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    return this.#ask("check", request);
  }

  #listen(): void {
    const { context } = Session.prototype;
    const { regions } = this;
    jest.spyOn(Session.prototype, "context").mockImplementation(function (this: Session, ...args) {
      const made = context.apply(this, args);
      return {
        ...made,
        ack(region) {
          regions.push(region);
          return made.ack(region);
        },
      };
    });
  }

  #ask<R>(method: string, request: object): Promise<R> {
    const handler = this.#service[method] as unknown as Handler;
    return new Promise((resolve, reject) => {
      handler({ request }, (failure, response) => (failure ? reject(failure) : resolve(response as R)));
    });
  }
}

type Values = Record<string, unknown>;

function plain(struct: Struct | undefined): Values {
  return struct?.toJavaScript() ?? {};
}
