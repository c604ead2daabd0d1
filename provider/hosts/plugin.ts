import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { engineAddress } from "./engineLog";
import { takeProtoAsKey } from "./plugin/encode";
import { service } from "./plugin/service";

const LARGEST_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves on loopback and prints the port for the engine: the only line on stdout. */
function main(): void {
  takeProtoAsKey();
  const engine = engineAddress(process.argv.slice(2));
  const server = new Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE_BYTES,
    "grpc.max_send_message_length": LARGEST_MESSAGE_BYTES,
  });
  server.addService(ResourceProviderService, service(engine));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (failure, port) => {
    if (failure !== null) {
      process.stderr.write(`${failure.message}\n`);
      process.exit(1);
    }
    process.stdout.write(`${port}\n`, silence);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
  // The engine that started this process holds the other end: once it is gone, no answer is needed.
  if (engine === undefined) return;
  for (const event of ["end", "close", "error"]) process.stdin.on(event, () => process.exit(0));
  process.stdin.resume();
}

/** Keeps the output of libraries out of the engine's streams. */
function silence(): void {
  const swallow = (_chunk: unknown, encoding?: unknown, done?: unknown) => {
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") process.nextTick(callback as () => void);
    return true;
  };
  process.stdout.write = swallow;
  process.stderr.write = swallow;
}

main();
