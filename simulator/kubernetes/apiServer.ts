import { Agent, type RequestOptions, request } from "node:https";
import type { AdminConfig } from "./adminConfig";

const LOOPBACK_NAMES: Readonly<Record<string, string>> = { "127.0.0.1": "localhost", localhost: "127.0.0.1" };

/** The same server with its second name, where it is on loopback, answers to that name and has a certificate for it. */
export async function withPrivateServer(config: AdminConfig): Promise<AdminConfig> {
  const url = new URL(config.server);
  const other = LOOPBACK_NAMES[url.hostname];
  if (other === undefined) return config;
  url.hostname = other;
  const privateServer = url.href.replace(/\/$/, "");
  const server = new ApiServer({ ...config, server: privateServer });
  try {
    await server.get("/version");
    return { ...config, privateServer };
  } catch {
    return config;
  } finally {
    server.close();
  }
}

/** An object of the Kubernetes API, as far as it is read here. */
export interface KubernetesObject {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly certificate?: string; readonly conditions?: readonly { readonly type: string }[] };
}

/** An API server that an administrator calls. Each method rejects with an Error that names the server and its answer. */
export class ApiServer {
  readonly #agent: Agent;

  constructor(readonly config: AdminConfig) {
    const { authority, login } = config;
    this.#agent = new Agent({ keepAlive: true, ca: authority, ...("cert" in login && login) });
  }

  get(path: string): Promise<KubernetesObject> {
    return this.#call("GET", path);
  }

  create(path: string, object: object): Promise<KubernetesObject> {
    return this.#call("POST", path, object);
  }

  replace(path: string, object: object): Promise<KubernetesObject> {
    return this.#call("PUT", path, object);
  }

  /** Deletes an object; one that is gone already is no error. */
  async delete(path: string): Promise<void> {
    await this.#call("DELETE", path, undefined, [404]);
  }

  /** Closes the connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #call(
    method: string,
    path: string,
    object?: object,
    accepted: readonly number[] = [],
  ): Promise<KubernetesObject> {
    const { server, login } = this.config;
    const headers = {
      accept: "application/json",
      ...(object !== undefined && { "content-type": "application/json" }),
      ...("token" in login && { authorization: `Bearer ${login.token}` }),
    };
    const options = { method, headers, agent: this.#agent, timeout: 10_000 };
    const { status, text } = await exchange(new URL(path, server), options, object).catch((error: Error) => {
      throw new Error(`kubernetes: the API server ${server} cannot be reached: ${error.message}`);
    });
    if (status < 300 || accepted.includes(status)) return JSON.parse(text) as KubernetesObject;
    throw new Error(
      `kubernetes: the API server ${server} answered ${method} ${path} with ${status}: ${messageIn(text)}`,
    );
  }
}

function exchange(url: URL, options: RequestOptions, object?: object): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, options, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("end", () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") }),
      );
      answer.once("error", reject);
    });
    call.once("timeout", () => call.destroy(new Error("no answer within 10 s")));
    call.once("error", reject);
    call.end(object === undefined ? undefined : JSON.stringify(object));
  });
}

/** The message of a Kubernetes Status, or the text itself. */
function messageIn(text: string): string {
  try {
    return String((JSON.parse(text) as { message?: unknown }).message ?? text);
  } catch {
    return text;
  }
}
