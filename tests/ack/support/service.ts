import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** One answer as it goes over the wire, or what happens instead of one. */
export type Answer =
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | "reset"
  | "truncated"
  | "silence";

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly action: string;
  readonly body: string;
}

/** A bare HTTP server on loopback that answers as told: in turn, then the last answer over again. */
export class Service {
  readonly received: Received[] = [];
  /** The access key id that signed each of the requests. */
  readonly signers: (string | undefined)[] = [];
  /** The headers of each of the requests, as text. */
  readonly heads: string[] = [];
  private answers: readonly Answer[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets what was received, and answers so from now on. */
  answer(...answers: readonly Answer[]): void {
    this.received.length = 0;
    this.signers.length = 0;
    this.heads.length = 0;
    this.answers = answers;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = this.answers[Math.min(this.received.length, this.answers.length - 1)];
    this.heads.push(request.rawHeaders.join("\n"));
    this.signers.push(/Credential=([^,]*)/.exec(request.headers.authorization ?? "")?.[1]);
    this.received.push({
      method: String(request.method),
      url: String(request.url),
      action: String(request.headers["x-acs-action"]),
      body: Buffer.concat(chunks).toString("utf8"),
    });
    if (answer === undefined || answer === "silence") return;
    if (answer === "reset") (request.socket as Socket).resetAndDestroy();
    else if (answer === "truncated") {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"cluster_id":', () => request.socket.destroy());
    } else {
      response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
      response.end(answer.body);
    }
  }
}

/** An address on loopback that nobody listens at. */
export async function deadAddress(): Promise<string> {
  const service = new Service();
  await service.start();
  const { address } = service;
  await service.stop();
  return address;
}
