import type { Command } from "commander";
import { getKubeconfig } from "../provider/cluster/functions/getKubeconfig";
import type { KubeconfigAnswer } from "./answers";
import { UsageFault } from "./exit";
import { type CommonFlags, command, contextOf, placeFrom, pointingFromName, wholeNumber, writeJson } from "./flags";
import type { Io } from "./io";
import { type Entries, entriesOf, mergeInto, ownKubeconfig, pathOf, textOf } from "./kubeconfigFile";

/** How long the credential of one `kubectl` call is valid. */
const EXEC_TTL_MINUTES = 60;

interface Flags extends CommonFlags {
  readonly private?: boolean;
  readonly ttl?: number;
  readonly exec?: boolean;
  readonly out?: string;
  readonly merge?: boolean;
  readonly setContext?: string;
  readonly keepCurrent?: boolean;
  readonly force?: boolean;
  readonly stdout?: boolean;
}

export function kubeconfigCommand(io: Io): Command {
  return command("kubeconfig", "write a cluster's kubeconfig to a file, or a credential for kubectl")
    .argument("<cluster-id>", "the cluster's id, or <region>/<cluster id>")
    .option("--merge", "merge it into kubectl's own file: the one in KUBECONFIG, or ~/.kube/config")
    .option("--out <file>", "merge it into this file")
    .option("--set-context <name>", "the name of its context, cluster and user; default: the cluster's id")
    .option("--keep-current", "do not change the file's current context")
    .option("--force", "replace entries of that name, even those of another cluster")
    .option("--stdout", "write it to standard output, even to a terminal")
    .option("--private", "use the address in the VPC instead of the public one")
    .option(
      "--ttl <minutes>",
      `how many minutes the credential is valid, 15 to 4320; default: ACK's choice, which can be years; with --exec: ${EXEC_TTL_MINUTES}`,
      wholeNumber(15, 4320),
    )
    .option("--exec", "write an ExecCredential (client.authentication.k8s.io/v1) for kubectl")
    .option("--no-cache", "with --exec: fetch a new credential, even while an earlier one is valid, and keep none")
    .addHelpText(
      "after",
      `
The kubeconfig holds a private key. The command writes it to a file or to another program, and to a terminal only with
--stdout. It merges into an existing file and keeps its other entries and comments; only the file's owner can read it (not
on Windows). It refuses a file that is not a kubeconfig. The output "kubeconfig" of a ServerlessCluster holds no key: it
makes kubectl run this command with --exec.

Examples:
  ack-serverless kubeconfig c0a1… --region cn-hangzhou --merge --ttl 720
  ack-serverless kubeconfig c0a1… --merge --ttl 720 --set-context prod --keep-current
  ack-serverless kubeconfig c0a1… --ttl 60 --out ./kubeconfig
  ack-serverless kubeconfig cn-hangzhou/c0a1… --private > kubeconfig.yaml`,
    )
    .action((id: string, flags: Flags) => kubeconfig(id, flags, io));
}

async function kubeconfig(id: string, flags: Flags, io: Io): Promise<void> {
  const file = destination(flags, io);
  const context = contextOf(flags, io);
  const place = placeFrom(id, context);
  const ttlMinutes = flags.ttl ?? (flags.exec ? EXEC_TTL_MINUTES : undefined);
  const args = { clusterId: place.id, regionId: place.region, privateNetwork: flags.private, ttlMinutes };
  const { config, expiration } = await pointingFromName(place, context, () => getKubeconfig.call(args, context));
  const name = flags.setContext ?? place.id;
  const entries = entriesOf(config, place.id, name);
  if (flags.exec) return io.out(`${JSON.stringify(execCredential(entries, expiration))}\n`);
  if (file !== undefined) {
    const isCurrent = flags.keepCurrent !== true;
    await mergeInto(file, { entries, isCurrent, force: flags.force === true }, context.clock);
    const use = isCurrent ? "it is the current context" : `run "kubectl config use-context ${name}" to use it`;
    io.err(`wrote the context ${name} to ${file}: ${use}; its credential is valid until ${expiration}\n`);
  }
  const answer = { clusterId: place.id, regionId: place.region, context: name, expiration };
  const target = file === undefined ? { config: textOf(entries) } : { file };
  if (flags.json) writeJson<KubeconfigAnswer>({ ...answer, ...target }, io);
  else if (file === undefined) io.out(textOf(entries));
}

/**
 * The file to merge into; `undefined` where the kubeconfig is written out.
 *
 * @throws UsageFault for flags that exclude each other, and before a key would appear on a terminal
 */
function destination({ merge, out, exec, setContext, stdout, keepCurrent, force }: Flags, io: Io): string | undefined {
  const places = Object.entries({ "--merge": merge, "--out": out, "--exec": exec }).filter(([, value]) => value);
  const [first, second] = places.map(([name]) => name);
  if (second !== undefined) throw new UsageFault(`${first} and ${second} cannot be combined: remove one of them`);
  if (exec && setContext !== undefined) throw new UsageFault("--exec writes no context: remove --set-context");
  if (merge) return ownKubeconfig(io);
  if (out !== undefined) return pathOf(out, io);
  const idle = keepCurrent ? "--keep-current" : force ? "--force" : undefined;
  if (idle !== undefined) throw new UsageFault(`${idle} needs a file: set --merge or --out as well`);
  if (io.isTerminal && !stdout)
    throw new UsageFault(
      "the kubeconfig holds a private key, which would appear on this terminal: set --merge to merge it into kubectl's own file, --out for another file, or --stdout to show it",
    );
  return undefined;
}

/** What kubectl reads. A kubeconfig holds the base64 of the PEM text that is wanted here. */
function execCredential({ user }: Entries, expiration: string): object {
  const pem = (name: string) =>
    Buffer.from(typeof user[name] === "string" ? user[name] : "", "base64").toString("utf8");
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
