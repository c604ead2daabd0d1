import { createRequire } from "node:module";
import { Exchange, type Timeouts } from "./exchange";
import { proxyAgent, proxyFor, proxyName } from "./proxy";

type Httpx = typeof import("httpx");
type Options = Parameters<Httpx["request"]>[1];

/** The part of the package `debug` through which all of its lines go. */
interface Debug {
  log: (...texts: unknown[]) => void;
}

/** The vendor's packages from which a request leaves, each by the packages that lead to it. */
const senders = [
  ["@alicloud/credentials"],
  ["@alicloud/cs20151215", "@alicloud/openapi-core", "@darabonba/typescript"],
];
/** Other packages that write debug lines about a request. */
const helpers = [["https-proxy-agent"], ["http-proxy-agent"], ["https-proxy-agent", "agent-base"]];

/** An exchange for a call of the vendor's client. */
export function vendorExchange(timeouts: Timeouts): Exchange {
  prepare();
  return new Exchange(timeouts);
}

let isPrepared = false;

/**
 * Changes what the vendor's client does with the requests of our calls, and with those only: a program may use the same
 * modules for its own ones. The client has options for a proxy, which it ignores, and none for an agent.
 */
function prepare(): void {
  if (isPrepared) return;
  isPrepared = true;
  const { httpx, debug } = modules();
  for (const module of httpx) {
    const { request } = module;
    module.request = (url, options) => {
      const exchange = Exchange.current;
      return request(url, exchange === undefined ? options : ours(url, options, exchange));
    };
  }
  for (const module of debug) {
    const { log } = module;
    // With DEBUG=*, headers and bodies would be written, and with them tokens and kubeconfigs.
    module.log = function (this: unknown, ...texts) {
      if (Exchange.current === undefined) log.apply(this, texts);
    };
  }
}

/** The options of a request of ours. */
function ours(address: string, options: Options, exchange: Exchange): Options {
  const { protocol, host } = new URL(address);
  const proxy = proxyFor(address);
  exchange.setOut(proxy === undefined ? host : `${host} through ${proxyName(proxy)}`);
  return {
    ...options,
    // Certificates are verified whatever the environment says, also where the client leaves that to Node.
    rejectUnauthorized: true,
    ...(proxy && { agent: proxyAgent(proxy, protocol) }),
  };
}

/**
 * The modules with which the vendor's packages send requests and write debug lines: usually one copy of each, but an
 * installation may hold a copy for each package.
 */
function modules(): { readonly httpx: ReadonlySet<Httpx>; readonly debug: ReadonlySet<Debug> } {
  const httpx = new Set<Httpx>([require("httpx")]);
  const debug = new Set<Debug>([require("debug")]);
  for (const sender of loaders(senders)) {
    httpx.add(sender("httpx"));
    debug.add(sender("debug")).add(createRequire(sender.resolve("httpx"))("debug"));
  }
  for (const helper of loaders(helpers)) debug.add(helper("debug"));
  return { httpx, debug };
}

/** What `require` is within the last of the packages on each path. */
function loaders(paths: readonly (readonly string[])[]): NodeJS.Require[] {
  return paths.flatMap((path) => {
    try {
      return [path.reduce((from, name) => createRequire(from.resolve(name)), createRequire(__filename))];
    } catch {
      // The plugin's one file holds one copy of each module, and there are no packages to look through.
      return [];
    }
  });
}
