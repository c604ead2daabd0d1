import { createServer, request as forward, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A forward proxy on loopback that requires a login, and leads all hosts to ports of this machine. */
export class ForwardProxy {
  /** What it was asked, with the login. */
  readonly asked: string[] = [];
  /** What it answers to a request with the right login; 200 lets it through. */
  status = 200;
  private readonly server: Server = createServer();
  private readonly sockets = new Set<Socket>();

  /**
   * @param login  `user:password`
   * @param ports  where requests by TLS and others go
   */
  constructor(
    private readonly login: string,
    private readonly ports: () => { readonly tls: number; readonly plain: number },
  ) {
    this.server.on("connection", (socket) => this.sockets.add(socket));
    this.server.on("connect", (request, socket: Socket) => {
      socket.on("error", () => {});
      const status = this.judge(`CONNECT ${request.url}`, request.headers["proxy-authorization"]);
      if (status !== 200) return socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 5\r\n\r\nhello`);
      const upstream = connect(this.ports().tls, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on("error", () => socket.destroy());
    });
    this.server.on("request", (request, response) => {
      const status = this.judge(`${request.method} ${request.url}`, request.headers["proxy-authorization"]);
      if (status !== 200) return response.writeHead(status).end();
      const { pathname, search } = new URL(String(request.url));
      const target = { host: "127.0.0.1", port: this.ports().plain, path: pathname + search, method: request.method };
      request.pipe(forward(target, (answer) => answer.pipe(response.writeHead(Number(answer.statusCode)))));
    });
  }

  private judge(asked: string, authorization = ""): number {
    const login = Buffer.from(authorization.replace("Basic ", ""), "base64").toString();
    this.asked.push(`${asked} ${login}`.trim());
    return login === this.login ? this.status : 407;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
