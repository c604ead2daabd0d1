import type { Command } from "commander";
import type { Context } from "../provider/cluster/context/context";
import type { Finding } from "../provider/cluster/preflight/finding";
import { preflight } from "../provider/cluster/preflight/preflight";
import { check } from "../provider/cluster/preview/check";
import { newWordWarnings } from "../provider/cluster/preview/newWords";
import type { DoctorAnswer } from "./answers";
import { exit, UsageFault } from "./exit";
import { type CommonFlags, command, contextOf, writeJson } from "./flags";
import type { Io } from "./io";
import { colours } from "./text";

interface Flags extends CommonFlags {
  readonly name?: string;
  readonly vpc?: string;
  readonly vswitch?: readonly string[];
  readonly zone?: string;
  readonly securityGroup?: string;
  readonly serviceCidr?: string;
  readonly spec?: string;
  readonly version?: string;
}

export function doctorCommand(io: Io, endWith: (code: number) => void): Command {
  return command("doctor", "check what would make the creation of a cluster fail, before the first pulumi up")
    .option("--name <name>", "the cluster's name")
    .option("--vpc <id>", "the cluster's VPC")
    .option("--vswitch <id>", "a vSwitch of that VPC; repeatable", (id: string, ids: string[] = []) => [...ids, id])
    .option("--zone <id>", "the zone in which ACK creates a VPC; only without --vpc")
    .option("--security-group <id>", "the security group of the cluster's pods")
    .option("--service-cidr <network>", "the network of Service addresses; default: 172.19.0.0/20")
    .option("--spec <edition>", "the edition, such as ack.pro.small")
    .option("--version <version>", "the Kubernetes version, or the beginning of one such as 1.34")
    .addHelpText(
      "after",
      `
Checks the credentials, the service and its roles, the quota, the name, the version and the network. It changes
nothing, and reports each check that RAM denies. The same checks run before each creation if the stack's configuration
sets ack-serverless:preflight to "true".

Exits with 3 if the creation would fail.

Examples:
  ack-serverless doctor --region cn-hangzhou
  ack-serverless doctor --region cn-hangzhou --vpc vpc-… --vswitch vsw-… --service-cidr 172.21.0.0/20 --version 1.34`,
    )
    .action(async (flags: Flags) => {
      const context = contextOf(flags, io);
      const findings = await examine(flags, context);
      const fails = findings.some(({ verdict }) => verdict === "fails");
      if (flags.json) writeJson<DoctorAnswer>({ creatable: !fails, findings }, io);
      else io.out(report(findings, io));
      if (fails) endWith(exit.findings);
    });
}

async function examine(flags: Flags, context: Context): Promise<readonly Finding[]> {
  const { region } = context.settings;
  if (region === undefined) throw new UsageFault("the region is not known: set --region or ALICLOUD_REGION");
  const inputs = {
    regionId: region,
    name: flags.name,
    vpcId: flags.vpc,
    vswitchIds: flags.vswitch,
    zoneId: flags.zone,
    securityGroupId: flags.securityGroup,
    serviceCidr: flags.serviceCidr,
    clusterSpec: flags.spec,
    kubernetesVersion: flags.version,
  };
  const wrong = misfits(inputs, context);
  // Without a region there is nowhere to ask.
  if (wrong.some(({ property }) => property === "regionId")) return wrong;
  const faulty = new Set(wrong.filter(({ verdict }) => verdict === "fails").map(({ property }) => property));
  // A wrong input is not looked up: the answer would only repeat the fault.
  const sound = Object.fromEntries(
    Object.entries(inputs).filter(([name, value]) => value !== undefined && !faulty.has(name)),
  );
  return [...wrong, ...(await preflight(sound, context))];
}

/** What a preview would refuse or warn of. Without any network, only the account is checked. */
function misfits(inputs: Readonly<Record<string, unknown>>, { settings }: Context): Finding[] {
  const hasNetwork = [inputs.vpcId, inputs.vswitchIds, inputs.zoneId].some((value) => value !== undefined);
  const { failures } = check(
    {},
    { name: "unnamed", ...withoutUndefined(inputs) },
    { settings, faults: [], urn: undefined },
  );
  const wrong = failures
    .filter(({ property }) => hasNetwork || property !== "zoneId")
    .map(({ property: path, reason }): Finding => {
      const property = path.split(/[.[]/, 1)[0] as string;
      return { check: checkOf[property] ?? "network", verdict: "fails", property, text: reason };
    });
  // The edition is the only input of the command whose words ACK may extend.
  const doubtful = newWordWarnings({}, withoutUndefined(inputs)).map(
    (text): Finding => ({ check: "edition", verdict: "doubtful", text }),
  );
  return [...wrong, ...doubtful];
}

/** The check that an input belongs to; the others are the network's. */
const checkOf: Readonly<Record<string, Finding["check"]>> = {
  regionId: "region",
  name: "name",
  kubernetesVersion: "version",
  clusterSpec: "edition",
  zoneId: "zone",
  serviceCidr: "serviceCidr",
};

function withoutUndefined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const marks = { fails: "✗", doubtful: "!", unknown: "?", fine: "✓" } as const;

function report(findings: readonly Finding[], io: Io): string {
  const { red, yellow, green, dim } = colours(io);
  const paint = { fails: red, doubtful: yellow, unknown: yellow, fine: green };
  const lines = findings.flatMap(({ verdict, check: name, property, text, remedy }) => [
    `${paint[verdict](marks[verdict])} ${property ?? name}: ${text}`,
    ...(remedy === undefined ? [] : [`    ${dim(remedy)}`]),
  ]);
  return `${lines.join("\n")}\n\n${verdictOf(findings)}\n`;
}

function verdictOf(findings: readonly Finding[]): string {
  const count = (verdict: Finding["verdict"]) => findings.filter((one) => one.verdict === verdict).length;
  const others = [
    count("doubtful") > 0 ? `${count("doubtful")} doubtful` : "",
    count("unknown") > 0 ? `${count("unknown")} not checked` : "",
  ].filter(Boolean);
  const also = others.length === 0 ? "" : ` (${others.join(", ")})`;
  const failing = count("fails");
  if (failing === 0) return `The checks found nothing that would make the creation fail${also}.`;
  return `The creation would fail: ${failing} ${failing === 1 ? "reason" : "reasons"}${also}.`;
}
