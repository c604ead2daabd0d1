import * as grpc from "@grpc/grpc-js";
import { runtime } from "@pulumi/pulumi";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import "../../tools/engine/engine";

/** As Pulumi's Node runtime makes them in a process that runs inline programs. */
function client(port: number): EngineClient {
  const { grpcClientOptions } = runtime as unknown as { readonly grpcClientOptions: object };
  return new EngineClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), grpcClientOptions);
}

function statusOf(engine: EngineClient): Promise<grpc.status | undefined> {
  return new Promise((resolve) => engine.log(new LogRequest(), (error) => resolve(error?.code)));
}

function listen(server: grpc.Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
}

const open: { close(): void }[] = [];

afterAll(() => {
  for (const one of open) one.close();
});

test("a new engine is reached at the port of one that was killed", async () => {
  const killed = new grpc.Server();
  const port = await listen(killed);
  killed.forceShutdown();
  const lost = client(port);
  open.push(lost);
  expect(await statusOf(lost)).toBe(grpc.status.UNAVAILABLE);

  const fresh = new grpc.Server();
  open.push({ close: () => fresh.forceShutdown() });
  await listen(fresh, port);
  const found = client(port);
  open.push(found);
  // It has no service, and says so.
  expect(await statusOf(found)).toBe(grpc.status.UNIMPLEMENTED);
});
