import type { Command } from "commander";
import { getKubernetesVersions } from "../provider/cluster/functions/getKubernetesVersions";
import type { VersionsAnswer } from "./answers";
import { exit } from "./exit";
import { type CommonFlags, command, contextOf, writeJson } from "./flags";
import type { Io } from "./io";
import { colours, columns } from "./text";

interface Flags extends CommonFlags {
  readonly from?: string;
  readonly creatable?: boolean;
}

export function versionsCommand(io: Io, endWith: (code: number) => void): Command {
  return command("versions", "list the Kubernetes versions of ACK Serverless clusters")
    .option(
      "--from <version>",
      "only this version, or the versions that begin with it, such as 1.33; adds their upgrade targets",
    )
    .option("--creatable", "only versions that a new cluster can have")
    .addHelpText(
      "after",
      `
Lists the newest version first. Exits with 1 if there is no such version.

Examples:
  ack-serverless versions --region cn-hangzhou --creatable
  ack-serverless versions --region cn-hangzhou --from 1.33
  ack-serverless versions --region cn-hangzhou --creatable --json | jq -r '.[0].version'`,
    )
    .action(async (flags: Flags) => {
      const { from, creatable } = flags;
      const versions = await getKubernetesVersions.call({ from, creatable }, contextOf(flags, io));
      if (flags.json) writeJson<VersionsAnswer>(versions, io);
      else if (versions.length > 0) io.out(table(versions, io));
      else io.err("no such version\n");
      if (versions.length === 0) endWith(exit.failed);
    });
}

function table(versions: VersionsAnswer, io: Io): string {
  const hasTargets = versions.some(({ upgradeTargets }) => upgradeTargets !== undefined);
  const head = ["VERSION", "NEW CLUSTERS", "SUPPORTED UNTIL", ...(hasTargets ? ["UPGRADES TO"] : [])];
  const rows = versions.map(({ version, creatable, expiration, upgradeTargets }) => [
    version,
    creatable ? "yes" : "no",
    expiration ?? "unknown",
    ...(hasTargets ? [upgradeTargets?.join(", ") || "none"] : []),
  ]);
  return columns([head, ...rows], colours(io).bold);
}
