import type { Command } from "commander";
import { readForImport } from "../provider/cluster/import/readForImport";
import type { ImportAnswer } from "./answers";
import { pointingFromName } from "./clusterId";
import { colours } from "./colours";
import { type CommonFlags, command, contextOf, placeFrom, writeJson } from "./flags";
import { type Destination, type ImportFiles, importFiles, steps, type Written, writeFiles } from "./importFiles";
import type { Io } from "./io";

export interface ImportFlags extends CommonFlags, Destination {
  readonly out?: string;
  readonly force?: boolean;
}

export function importCommand(io: Io): Command {
  return command("import", "write what takes a live cluster into a Pulumi stack; the cluster is only read")
    .argument("<cluster-id>", "the cluster's id, or <region>/<cluster id>")
    .option("--name <name>", "the resource's name in the program; default: the cluster's name")
    .option("--out <folder>", "the folder to write into; default: this one")
    .option("--force", "write over files that are there")
    .option("--parent <urn>", "the URN of the resource's parent in the stack")
    .option("--provider <urn>", "the URN of the Provider that the program gives to the cluster")
    .option("--plugin", "as a resource of the plugin (docs/plugin.md) instead of the dynamic provider")
    .addHelpText(
      "after",
      `
Writes <name>.import.json, which "pulumi import --file" reads (Pulumi 3.254 or later), and <name>.ts, the program text
whose next "pulumi up" changes nothing. No credential is in either.

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
    `\nNow:\n${steps(written)
      .map((step, index) => `  ${index + 1}. ${step}\n`)
      .join("")}`,
  );
}
