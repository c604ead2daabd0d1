import { createRequire } from "node:module";

type Httpx = typeof import("httpx");

/** The part of the package `debug` through which all of its lines go. */
interface Debug {
  log: (...texts: unknown[]) => void;
}

/** The vendor's packages from which a request leaves, each by the packages that lead to it. */
const senders = [
  ["@alicloud/credentials"],
  ["@alicloud/cs20151215", "@alicloud/openapi-core", "@darabonba/typescript"],
];

/**
 * The modules with which the vendor's packages send requests and write debug lines: usually one copy of each, but an
 * installation may hold a copy for each package.
 */
export function vendorModules(): { readonly httpx: ReadonlySet<Httpx>; readonly debug: ReadonlySet<Debug> } {
  const httpx = new Set<Httpx>([require("httpx")]);
  const debug = new Set<Debug>([require("debug")]);
  for (const path of senders) {
    try {
      const sender = path.reduce((from, name) => createRequire(from.resolve(name)), createRequire(__filename));
      httpx.add(sender("httpx"));
      debug.add(sender("debug")).add(createRequire(sender.resolve("httpx"))("debug"));
    } catch {
      // The plugin's one file holds one copy of each, and there are no packages to look through.
    }
  }
  return { httpx, debug };
}
