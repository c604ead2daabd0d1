import * as grpc from "@grpc/grpc-js";
import * as services from "@pulumi/pulumi/proto/language_grpc_pb";

/** Its declaration is left out of the package, since it is not meant for programs. */
const { LanguageServer } = require("@pulumi/pulumi/automation/server") as {
  readonly LanguageServer: new (program: () => Promise<object>) => object;
};

/**
 * The project's runtime for commands that run no program but ask its language for plugins, such as `pulumi import`: the
 * Automation API's own language host, which serves inline programs.
 */
export async function languageHost() {
  const server = new grpc.Server();
  const host = new LanguageServer(async () => ({}));
  server.addService(services.LanguageRuntimeService as never, host as never);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    settings: { runtime: { name: "client", options: { address: `127.0.0.1:${port}` } } },
    close: () => server.forceShutdown(),
  };
}
