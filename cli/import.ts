import type { Command } from "commander";
import { readForImport } from "../provider/cluster/import/readForImport";
import type { ImportAnswer } from "./answers";
import { type CommonFlags, command, contextOf, placeFrom, pointingFromName, writeJson } from "./flags";
import { type Destination, type ImportFiles, importFiles, steps, type Written, writeFiles } from "./importFiles";
import type { Io } from "./io";
import { colours } from "./text";

export interface ImportFlags extends CommonFlags, Destination {
  readonly out?: string;
  readonly force?: boolean;
}

export function importCommand(io: Io): Command {
  return command(
    "import",
    "write the files that bring an existing cluster into a Pulumi stack; the cluster is only read",
  )
    .argument("<cluster-id>", "the cluster's id, or <region>/<cluster id>")
    .option("--name <name>", "the resource's name in the program; default: the cluster's name")
    .option("--out <folder>", "the folder to write to; default: the current one")
    .option("--force", "overwrite existing files")
    .option("--parent <urn>", "the URN of the resource's parent in the stack")
    .option("--provider <urn>", "the URN of the Provider that the program gives to the cluster")
    .option("--plugin", "as a resource of the plugin (docs/plugin.md) instead of the dynamic provider")
    .addHelpText(
      "after",
      `
Writes <name>.import.json for "pulumi import --file" (Pulumi 3.254 or later), and <name>.ts, a program whose next
"pulumi up" changes nothing. Neither file holds a credential.

Examples:
  ack-serverless import c0a1… --region cn-hangzhou --name prod
  ack-serverless import cn-hangzhou/c0a1… --out taken --force`,
    )
    .action(async (id: string, flags: ImportFlags) => {
      const context = contextOf(flags, io);
      const place = placeFrom(id, context);
      const cluster = await pointingFromName(place, context, () => readForImport(place, context));
      const result = importFiles(cluster, flags);
      // With --json, files are written only where --out asks for them.
      const written = flags.json && flags.out === undefined ? undefined : writeFiles(result, flags, io);
      if (flags.json) writeJson<ImportAnswer>({ ...result, ...(written && { files: written }) }, io);
      else if (written) tell(result, written, io);
    });
}

function tell({ clusterId, regionId, notes }: ImportFiles, written: Written, io: Io): void {
  const { bold, dim } = colours(io);
  io.out(`${bold(`cluster ${clusterId} in ${regionId}`)}\n`);
  for (const file of Object.values(written)) io.out(`  wrote ${file}\n`);
  for (const note of notes) io.out(`  ${dim(note)}\n`);
  io.out(
    `\nNext steps:\n${steps(written)
      .map((step, index) => `  ${index + 1}. ${step}\n`)
      .join("")}`,
  );
}
