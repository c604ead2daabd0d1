import { type EngineEvent, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import { ServerlessCluster } from "pulumi-ack-serverless";

/** A cluster of the fleet: it has a stack of its own, so that no other cluster can be touched by its update. */
export interface Member {
  /** The cluster's name, and its stack's. */
  readonly name: string;
  readonly region: string;
  readonly zone: string;
  /** More of its stack's configuration, such as `alicloud:profile` for another account. */
  readonly config?: Readonly<Record<string, string>>;
}

/** What `fleet.json` holds. */
export interface Fleet {
  /** How many clusters are worked on at the same time. */
  readonly atOnce: number;
  readonly clusters: readonly Member[];
}

export const actions = ["preview", "up", "destroy"] as const;
export type Action = (typeof actions)[number];

/** Hears what is being done to a cluster, in a few words. */
export type Progress = (text: string) => void;

/**
 * Does one thing to one member.
 *
 * @returns what it came to, in a few words
 * @throws Error with what went wrong
 */
export async function perform(action: Action, member: Member, progress: Progress, signal: AbortSignal) {
  const errors: string[] = [];
  const onEvent = (event: EngineEvent) => tell(event, progress, errors);
  try {
    const stack = await stackOf(member);
    const options = { onEvent, color: "never", signal } as const;
    if (action === "preview") return changes((await stack.preview(options)).changeSummary);
    if (action === "destroy") return changes((await stack.destroy(options)).summary.resourceChanges);
    const { summary, outputs } = await stack.up(options);
    return `${changes(summary.resourceChanges)}, ${outputs.apiServer?.value}`;
  } catch (failure) {
    // The CLI's own failure repeats all that it ever printed.
    throw errors.length > 0 ? new Error(errors.join("\n")) : failure;
  }
}

async function stackOf({ name, region, zone, config }: Member): Promise<Stack> {
  const program = async () => {
    const cluster = new ServerlessCluster(name, { name, zoneId: zone, tags: { fleet: "shop" } });
    return { clusterId: cluster.clusterId, apiServer: cluster.apiServerEndpoint };
  };
  const stack = await LocalWorkspace.createOrSelectStack({ stackName: name, projectName: "ack-fleet", program });
  const values = Object.entries({ "alicloud:region": region, ...config });
  await stack.setAllConfig(Object.fromEntries(values.map(([key, value]) => [key, { value }])));
  return stack;
}

/** What an event of the engine means for the cluster: the beginning of a step, or a line of the provider's. */
function tell({ resourcePreEvent, diagnosticEvent }: EngineEvent, progress: Progress, errors: string[]): void {
  if (resourcePreEvent?.metadata.type === ServerlessCluster.__pulumiType) progress(resourcePreEvent.metadata.op);
  if (diagnosticEvent === undefined) return;
  const { severity, message } = diagnosticEvent;
  if (severity === "error") errors.push(message.trim());
  if (severity === "info" || severity === "warning") progress(message.trim());
}

function changes(counts: Readonly<Record<string, number>> = {}): string {
  return Object.entries(counts)
    .map(([operation, count]) => `${count} ${operation}`)
    .join(", ");
}
