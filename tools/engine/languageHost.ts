import * as grpc from "@grpc/grpc-js";
import * as services from "@pulumi/pulumi/proto/language_grpc_pb";

/** Its declaration is left out of the package, since it is not meant for programs. */
export const { LanguageServer } = require("@pulumi/pulumi/automation/server") as {
  readonly LanguageServer: new (program: () => Promise<object>) => object;
};

/**
 * Serves a language host for a project's runtime.
 *
 * @param host  default, for commands that run no program but ask its language for plugins, such as `pulumi import`: the
 *   Automation API's own, which serves inline programs
 */
export async function languageHost(host: object = new LanguageServer(async () => ({}))) {
  const server = new grpc.Server();
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
