import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** An API server, and how an administrator logs in to it. */
export interface AdminConfig {
  /** The kubeconfig that it comes from, for error texts. */
  readonly file: string;
  /** `https://HOST:PORT`. */
  readonly server: string;
  /** Another address of the same server, if there is one: the clusters' private address. */
  readonly privateServer?: string;
  /** The certificate of the authority that signed the server's certificate, PEM. */
  readonly authority: string;
  /** PEM texts, or a bearer token. */
  readonly login: { readonly cert: string; readonly key: string } | { readonly token: string };
}

const TEXT = z.string().min(1);
const named = <Shape extends z.ZodType>(key: string, shape: Shape) =>
  z.array(z.looseObject({ name: TEXT, [key]: shape })).default([]);

const KUBECONFIG = z.looseObject({
  "current-context": TEXT,
  contexts: named("context", z.looseObject({ cluster: TEXT, user: TEXT })),
  clusters: named("cluster", z.record(z.string(), z.unknown())),
  users: named("user", z.record(z.string(), z.unknown())),
});

/** How to get a kubeconfig that holds everything: the advice of each refusal. */
const ADVICE = 'write one with "kubectl config view --raw --minify --flatten"';

/**
 * Reads the current context of a kubeconfig.
 *
 * @throws Error when the file cannot be read, is no kubeconfig, or has no certificate authority or no login.
 */
export function readAdminConfig(file: string): AdminConfig {
  const config = readKubeconfig(file);
  const entry = (list: "contexts" | "clusters" | "users", key: string, name: unknown): Record<string, unknown> => {
    const found = config[list].find((one) => one.name === name)?.[key];
    if (found === undefined) throw new Error(`kubernetes: ${file} has no ${key} named ${name}: ${ADVICE}`);
    return found as Record<string, unknown>;
  };
  const context = entry("contexts", "context", config["current-context"]);
  const cluster = entry("clusters", "cluster", context.cluster);
  const user = entry("users", "user", context.user);

  const server = cluster.server;
  if (typeof server !== "string" || !server.startsWith("https://"))
    throw new Error(`kubernetes: the server of ${file} is ${server}: an address with https:// is needed`);
  const authority = pem(file, cluster, "certificate-authority");
  if (authority === undefined)
    throw new Error(`kubernetes: ${file} has no certificate authority for ${server}: ${ADVICE}`);
  const [cert, key] = [pem(file, user, "client-certificate"), pem(file, user, "client-key")];
  if (cert !== undefined && key !== undefined) return { file, server, authority, login: { cert, key } };
  if (typeof user.token === "string") return { file, server, authority, login: { token: user.token } };
  throw new Error(
    `kubernetes: the user ${context.user} of ${file} has neither a client certificate with its key nor a token; a command that fetches a credential is not run: use an administrator's kubeconfig that holds one`,
  );
}

function readKubeconfig(file: string): z.infer<typeof KUBECONFIG> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`kubernetes: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}): ${ADVICE}`);
  }
  const read = KUBECONFIG.safeParse(yamlOf(text));
  if (!read.success) throw new Error(`kubernetes: ${file} is not a kubeconfig with a current context: ${ADVICE}`);
  return read.data;
}

/** The parser's own error quotes the text, which holds a key. */
function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** A PEM text that the entry holds as base64, or in a file that it names relative to the kubeconfig. */
function pem(file: string, entry: Record<string, unknown>, name: string): string | undefined {
  const [data, path] = [entry[`${name}-data`], entry[name]];
  if (typeof data === "string") return Buffer.from(data, "base64").toString("utf8");
  if (typeof path !== "string") return undefined;
  const target = resolve(dirname(file), path);
  try {
    return readFileSync(target, "utf8");
  } catch (error) {
    throw new Error(
      `kubernetes: ${name} ${target} of ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}
