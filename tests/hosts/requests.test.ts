import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Requests, watchTimeouts } from "../../provider/hosts/requests";

/** The classes of a host's requests, each with the getters of the real ones. */
function requestClasses(): Requests {
  const { CreateRequest, ReadRequest, UpdateRequest, DeleteRequest } = proto;
  const own = Object.entries({ CreateRequest, ReadRequest, UpdateRequest, DeleteRequest }).map(([name, one]) => [
    name,
    class extends (one as unknown as new () => object) {},
  ]);
  return Object.fromEntries(own) as unknown as Requests;
}

type Made = proto.CreateRequest & proto.ReadRequest & proto.UpdateRequest & proto.DeleteRequest;

function made(
  classes: Requests,
  name: keyof Requests,
  timeout: number,
  seen: "Properties" | "Inputs" = "Properties",
): Made {
  const request = new (classes[name] as unknown as new () => Made)();
  request.setTimeout(timeout);
  request[`set${seen}`](Struct.fromJavaScript({ name: "demo" }));
  return request;
}

test.each<["CreateRequest" | "ReadRequest", "Properties" | "Inputs", number]>([
  ["CreateRequest", "Properties", 90],
  ["CreateRequest", "Properties", 0],
  ["ReadRequest", "Properties", 20],
  ["ReadRequest", "Inputs", 20],
])("%s: its values, read from its %s, belong to its timeout of %d s", (name, seen, timeout) => {
  const classes = requestClasses();
  const timeouts = watchTimeouts(() => classes);
  const [one, other] = [made(classes, name, timeout, seen), made(classes, name, 7, seen)];
  const values = one[`get${seen}`]()?.toJavaScript() as object;
  other[`get${seen}`]()?.toJavaScript();
  expect(values).toEqual({ name: "demo" });
  expect(timeouts.of(values)).toBe(timeout);
  expect(timeouts.of({ name: "demo" })).toBeUndefined();
});

test.each(["UpdateRequest", "DeleteRequest"] as const)(
  "%s: its timeout is reported once, after its id was asked for",
  (name) => {
    const classes = requestClasses();
    const early = new (classes[name] as unknown as new () => Made)();
    early.setTimeout(30);
    early.setId("c1");
    // The first request of a process is older than the module that watches.
    const timeouts = watchTimeouts(() => classes);
    expect(timeouts.latest()).toBeUndefined();
    expect(early.getId()).toBe("c1");
    expect(timeouts.latest()).toBe(30);
    expect(timeouts.latest()).toBeUndefined();
  },
);

test("a host with other requests is left as it is", () => {
  for (const load of [() => ({}) as Requests, () => JSON.parse("{")]) {
    const timeouts = watchTimeouts(load);
    expect([timeouts.of({}), timeouts.latest()]).toEqual([undefined, undefined]);
  }
});
