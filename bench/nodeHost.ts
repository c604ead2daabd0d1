import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { LanguageServer, languageHost } from "../tools/engine/languageHost";

type Run = grpc.ServerUnaryCall<messages.RunRequest, messages.RunResponse>;

/**
 * Runs the TypeScript programs of a stack as Pulumi's Node host does: each in a process of its own, which begins with
 * `@pulumi/pulumi/cmd/run`. The host itself is part of this process; Pulumi's is a program in Go.
 *
 * @param folder  of the program
 * @param env     beside this process's own
 */
export async function nodeHost(folder: string, env: Readonly<Record<string, string>>) {
  class Host extends LanguageServer {
    async run({ request }: Run, respond: grpc.sendUnaryData<messages.RunResponse>): Promise<void> {
      const child = spawn(process.execPath, commandOf(request, folder), {
        cwd: folder,
        env: { ...process.env, ...env, ...configOf(request), PULUMI_NODEJS_TYPESCRIPT: "true" },
        stdio: ["ignore", "ignore", "pipe"],
      });
      const [[code], said] = await Promise.all([once(child, "exit"), text(child.stderr)]);
      const response = new messages.RunResponse();
      if (code !== 0) response.setError(`the program ended with ${code}: ${said}`);
      respond(null, response);
    }
  }
  return languageHost(new Host(async () => ({})));
}

function commandOf(request: messages.RunRequest, folder: string): string[] {
  const [engine = ""] = request.getArgsList();
  return [
    require.resolve("@pulumi/pulumi/cmd/run", { paths: [folder] }),
    ...["--monitor", request.getMonitorAddress()],
    ...["--engine", engine],
    ...["--organization", request.getOrganization()],
    ...["--project", request.getProject()],
    ...["--stack", request.getStack()],
    ...["--pwd", folder],
    ...["--parallel", String(request.getParallel())],
    ...(request.getDryrun() ? ["--dry-run"] : []),
    ".",
  ];
}

function configOf(request: messages.RunRequest) {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}
