import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Names by which a machine's own accounts and settings would reach the engine or the provider. */
const FOREIGN = /^(PULUMI|ALICLOUD|ALIBABA|ALIBABA_CLOUD|ALIYUN)_/i;
const MARKER = "ACK_ENGINE_STACK";

/**
 * The environment of one stack's engine and provider hosts.
 *
 * @param folder  the stack's own folder
 * @param marker  tells the stack's processes from all others
 */
export function isolatedEnvironment(
  folder: string,
  marker: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const foreign = Object.keys(process.env).filter((name) => FOREIGN.test(name));
  const environment: Record<string, string | undefined> = {
    // The Automation API adds to the process's own environment, and only `undefined` takes a variable out of it.
    ...Object.fromEntries(foreign.map((name) => [name, undefined])),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for a throw-away stack",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // The vendor's credential chain looks into the home folder and asks the metadata service, too.
    ALIBABA_CLOUD_CREDENTIALS_FILE: join(folder, "no-credentials"),
    ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    // A proxy of the machine must not come between the provider and a simulator on loopback.
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
    [MARKER]: marker,
    ...more,
  };
  return environment as Record<string, string>;
}

/** The processes that carry the marker of a stack. Elsewhere than on Linux none are found: the engine ends its own. */
export function processesWith(marker: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => toldOf(id, "environ").includes(`${MARKER}=${marker}`));
}

/** The command line of a process; empty where it has ended, or belongs to somebody else. Linux only. */
export const commandOf = (id: number): string => toldOf(id, "cmdline");

function toldOf(id: number, what: "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${id}/${what}`, "latin1");
  } catch {
    return "";
  }
}

/** Sends a signal to a process that may have ended since it was listed. */
export function sendSignal(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch (failure) {
    if (!(failure instanceof Error && "code" in failure && failure.code === "ESRCH")) throw failure;
  }
}
