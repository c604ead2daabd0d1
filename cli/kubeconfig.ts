import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { getKubeconfig } from "../provider/cluster/queries";
import { type CommonFlags, command, contextOf, placeFrom, wholeNumber, writeJson } from "./flags";
import type { Io } from "./io";
import { mergeInto, named, userOf } from "./kubeconfigFile";

/** How long the credential of one `kubectl` call is valid. */
const EXEC_TTL_MINUTES = 60;

interface Flags extends CommonFlags {
  readonly private?: boolean;
  readonly ttl?: number;
  readonly exec?: boolean;
  readonly out?: string;
}

export function kubeconfigCommand(io: Io): Command {
  return command("kubeconfig", "fetch a kubeconfig of a cluster, or a credential for kubectl")
    .argument("<cluster-id>", "the cluster's id, or <region>/<cluster id>")
    .option("--private", "the address in the VPC instead of the public one")
    .option(
      "--ttl <minutes>",
      `minutes that the credential is valid, 15 to 4320; with --exec ${EXEC_TTL_MINUTES}`,
      wholeNumber(15, 4320),
    )
    .option("--exec", "write an ExecCredential of client.authentication.k8s.io/v1, as kubectl asks for it")
    .option(
      "--out <file>",
      "merge it into this file, which only its owner can read (not on Windows), instead of writing it out",
    )
    .addHelpText(
      "after",
      `
The kubeconfig holds a private key. The output "kubeconfig" of a ServerlessCluster holds none: it runs this command with
--exec whenever it is used.

Examples:
  ack-serverless kubeconfig c0a1… --region cn-hangzhou --ttl 60 --out ~/.kube/config
  ack-serverless kubeconfig cn-hangzhou/c0a1… --private > kubeconfig.yaml`,
    )
    .action((id: string, flags: Flags) => kubeconfig(id, flags, io));
}

async function kubeconfig(id: string, flags: Flags, io: Io): Promise<void> {
  const context = contextOf(flags, io);
  const place = placeFrom(id, context);
  const ttlMinutes = flags.ttl ?? (flags.exec ? EXEC_TTL_MINUTES : undefined);
  const args = { clusterId: place.id, regionId: place.region, privateNetwork: flags.private, ttlMinutes };
  const { config, expiration } = await getKubeconfig(args, context);
  if (flags.exec) return io.out(`${JSON.stringify(execCredential(config, expiration))}\n`);
  const text = named(config, place.id);
  if (flags.out !== undefined) {
    mergeInto(pathOf(flags.out, io), text);
    io.err(`wrote the context ${place.id} into ${flags.out}; it is valid until ${expiration}\n`);
  }
  if (flags.json)
    writeJson(
      { clusterId: place.id, regionId: place.region, expiration, ...(flags.out === undefined && { config: text }) },
      io,
    );
  else if (flags.out === undefined) io.out(text);
}

/** A shell leaves the tilde of `--out=~/file` as it is. */
function pathOf(path: string, { folder }: Io): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : resolve(folder, path);
}

/** What kubectl reads. A kubeconfig holds the base64 of the PEM text that is wanted here. */
function execCredential(config: string, expiration: string): object {
  const user = userOf(config);
  const pem = (name: string) => Buffer.from(String(user[name] ?? ""), "base64").toString("utf8");
  const credential =
    typeof user.token === "string"
      ? { token: user.token }
      : { clientCertificateData: pem("client-certificate-data"), clientKeyData: pem("client-key-data") };
  return {
    apiVersion: "client.authentication.k8s.io/v1",
    kind: "ExecCredential",
    status: { ...(expiration !== "" && { expirationTimestamp: expiration }), ...credential },
  };
}
