import type { Agent, ClientRequest } from "node:http";
import { isIP } from "node:net";
import { Exchange } from "./exchange";

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names. */
export interface Proxy {
  /** The variable that names it. */
  readonly variable: string;
  /** Its address, which may hold a password. */
  readonly url: URL;
}

/** A proxy let nothing through: the request has not reached the service. The text holds no password. */
export class ProxyFailed extends Error {
  override readonly name = "ProxyFailed";
  constructor(
    message: string,
    /** Another attempt may succeed. */
    readonly isPassing: boolean,
  ) {
    super(message);
  }
}

/** The metadata service of an ECS instance, which answers only the instance itself. */
const METADATA = "100.100.100.200";

/**
 * The proxy on the way to an address, by the rules of curl and of Go, in which Terraform and the vendor's CLI are written:
 * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals or not. This machine's own addresses never go through one.
 *
 * @throws ProxyFailed where the variable holds no address of an HTTP proxy
 */
export function proxyFor(address: string, env: Environment = process.env): Proxy | undefined {
  const target = new URL(address);
  const name = target.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const variable = [name, name.toLowerCase()].find((one) => env[one]);
  if (variable === undefined || isDirect(target, env.NO_PROXY || env.no_proxy || "")) return undefined;
  return { variable, url: proxyUrl(variable, env[variable] as string) };
}

function proxyUrl(variable: string, text: string): URL {
  const address = text.includes("://") ? text : `http://${text}`;
  if (URL.canParse(address)) {
    const url = new URL(address);
    if (["http:", "https:"].includes(url.protocol) && isDecodable(url)) return url;
  }
  throw new ProxyFailed(
    `${variable} must be the address of an HTTP proxy, such as "http://proxy.example.com:3128" or "http://user:password@proxy.example.com:3128", special characters percent-encoded`,
    false,
  );
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

function isDirect(target: URL, noProxy: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (host === METADATA || host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host)) return true;
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== "" && matches(entry, host, target));
}

function matches(entry: string, host: string, target: URL): boolean {
  if (entry === "*") return true;
  const [, name = entry, port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (port !== undefined && port !== (target.port || (target.protocol === "https:" ? "443" : "80"))) return false;
  const domain = name.replace(/^\*?\./, "");
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
}

/** The proxy as errors name it: without user and password. */
export function proxyName({ url, variable }: Proxy): string {
  return `the proxy ${url.host} (${variable})`;
}

/** What a proxy says instead of letting a request through. */
export function refusedBy(proxy: Proxy, status: number): ProxyFailed {
  const { username } = proxy.url;
  if (status !== 407)
    return new ProxyFailed(`${proxyName(proxy)} refused the connection with status ${status}`, status >= 500);
  return new ProxyFailed(
    username === ""
      ? `${proxyName(proxy)} requires a login (status 407): write user and password into its address, "http://user:password@host:port"`
      : `${proxyName(proxy)} refused the login (status 407): check user and password in its address`,
    false,
  );
}

type HttpsAgent = import("https-proxy-agent").HttpsProxyAgent<string>;

const agents = new Map<string, Agent>();

/** The agent for requests of one scheme through a proxy: one for all calls, so that connections are used again. */
export function proxyAgent(proxy: Proxy, scheme: string): Agent {
  const key = `${scheme} ${proxy.url.href}`;
  const agent = agents.get(key) ?? newAgent(proxy, scheme);
  agents.set(key, agent);
  return agent;
}

function newAgent(proxy: Proxy, scheme: string): Agent {
  // Loaded on first use: most runs need no proxy.
  const { HttpsProxyAgent } = require("https-proxy-agent") as typeof import("https-proxy-agent");
  const { HttpProxyAgent } = require("http-proxy-agent") as typeof import("http-proxy-agent");
  const options = { keepAlive: true, rejectUnauthorized: true };
  const agent = scheme === "https:" ? new HttpsProxyAgent(proxy.url, options) : new HttpProxyAgent(proxy.url, options);
  const connect = agent.connect.bind(agent) as HttpsAgent["connect"];
  agent.connect = async (request: ClientRequest, target: Parameters<HttpsAgent["connect"]>[1]) => {
    // The agent would pass the proxy's refusal on as an answer of the service.
    request.once("proxyConnect", ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode !== 200) Exchange.current?.fail(refusedBy(proxy, statusCode));
    });
    try {
      return await connect(request, target);
    } catch (error) {
      const { code = "the connection ended" } = error as NodeJS.ErrnoException;
      Exchange.current?.fail(new ProxyFailed(`${proxyName(proxy)} cannot be reached: ${code}`, true));
      throw error;
    }
  };
  return agent;
}
