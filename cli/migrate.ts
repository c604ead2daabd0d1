import { resolve } from "node:path";
import type { Command } from "commander";
import type { Context } from "../provider/cluster/context/context";
import { readForImport } from "../provider/cluster/import/readForImport";
import type { MigrateAnswer } from "./answers";
import { exit, isExpected } from "./exit";
import { read } from "./files";
import { type CommonFlags, command, contextOf, placeFrom, writeJson } from "./flags";
import { distinct, importFiles, steps, writeFiles } from "./importFiles";
import type { Io } from "./io";
import { type OldCluster, oldClusters } from "./oldState";
import { colours, quoted } from "./text";

interface Flags extends CommonFlags {
  readonly out?: string;
  readonly force?: boolean;
  readonly plugin?: boolean;
}

type Move = MigrateAnswer[number];

export function migrateCommand(io: Io, endWith: (code: number) => void): Command {
  return command(
    "migrate",
    "move clusters from pulumi-alicloud or Terraform to this provider; the clusters are only read",
  )
    .argument("<state>", 'the output of "pulumi stack export" or "terraform show -json", or a terraform.tfstate')
    .option("--out <folder>", "the folder to write to; default: the current one")
    .option("--force", "overwrite existing files")
    .option("--plugin", "as resources of the plugin (docs/plugin.md) instead of the dynamic provider")
    .addHelpText(
      "after",
      `
Finds alicloud:cs/serverlessKubernetes and alicloud:cs/managedKubernetes (profile Serverless) in a Pulumi state, and
alicloud_cs_serverless_kubernetes and alicloud_cs_managed_kubernetes (profile Serverless) in a Terraform state. For each
cluster, it writes the same files as "ack-serverless import", and lists the next steps. Clusters of the same name get a
number, such as prod-0 and prod-1. It changes neither the state nor the clusters.

Exits with 1 if a cluster could not be read; the files of the others are written.

Examples:
  pulumi stack export --file old.json && ack-serverless migrate old.json --out taken
  ack-serverless migrate terraform.tfstate --out taken`,
    )
    .action(async (file: string, flags: Flags) => {
      const found = oldClusters(read(resolve(io.folder, file), file), file);
      const moves: Move[] = [];
      const names = distinct(found.map(({ name }) => name));
      for (const [index, old] of found.entries()) moves.push(await move(old, names[index] as string, flags, io));
      if (flags.json) writeJson<MigrateAnswer>(moves, io);
      else if (moves.length === 0) io.out(`${file} holds no ACK Serverless cluster.\n`);
      else for (const one of moves) io.out(story(one, io));
      if (moves.some(({ failure }) => failure !== undefined)) endWith(exit.failed);
    });
}

/** One cluster that cannot be read keeps none of the others back. */
async function move(old: OldCluster, name: string, flags: Flags, io: Io): Promise<Move> {
  try {
    const context = contextIn(old, flags, io);
    const result = importFiles(await readForImport(placeFrom(old.id, context), context), {
      name,
      plugin: flags.plugin,
    });
    const isWritten = !flags.json || flags.out !== undefined;
    return { old, takeover: result, ...(isWritten && { written: writeFiles(result, flags, io) }) };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { old, failure: error.message };
  }
}

/** A region on the command line goes before what the state tells. */
function contextIn({ region }: OldCluster, flags: Flags, io: Io): Context {
  return contextOf(flags.region === undefined && region !== undefined ? { ...flags, region } : flags, io);
}

function story(one: Move, io: Io): string {
  const { bold, red, dim } = colours(io);
  const { old, takeover, written, failure } = one;
  const head = `${bold(old.address)}\n  cluster ${old.id}\n`;
  if (takeover === undefined) return `${head}  ${red("could not be read:")} ${failure}\n\n`;
  const notes = takeover.notes.map((note) => `  ${dim(note)}\n`).join("");
  const all = [...(written ? steps(written) : []), ...farewell(old)];
  return `${head}${notes}${all.map((step, index) => `  ${index + 1}. ${step}\n`).join("")}\n`;
}

/** How the old tool forgets the cluster. Its program must not be run in between: it would delete what its state holds. */
function farewell({ tool, address }: OldCluster): string[] {
  const forget =
    tool === "pulumi"
      ? `in the old stack: pulumi state delete ${quoted(address)}`
      : `in the old configuration: terraform state rm ${quoted(address)}`;
  const [whole, tooEarly, preview] =
    tool === "pulumi"
      ? ["stack", "pulumi up", "pulumi preview"]
      : ["configuration", "terraform apply", "terraform plan"];
  return [
    `${forget} (the cluster stays; before this step, do not destroy the old ${whole}, and do not run "${tooEarly}" with the cluster removed from the program)`,
    `remove it from the old program; "${preview}" there must show no deletion`,
  ];
}
