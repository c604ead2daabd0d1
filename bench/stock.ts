import { type Contender, peakMemory, type Site, site } from "./contender";
import { inTurn, type Sample, timed } from "./sample";

/** What a contender costs. Times are those of whole commands, in milliseconds. */
export interface Cost {
  readonly contender: Contender;
  /** `pulumi preview` before anything exists. */
  readonly firstPreview: Sample;
  /** `pulumi preview` of an unchanged program. */
  readonly preview: Sample;
  /** What one more cluster adds to the state file. */
  readonly stateBytesPerCluster: number;
  /** The part of that which is code. */
  readonly codeBytesPerCluster: number;
  /** The peak memory of the provider's process in a `pulumi up` that creates; 0 where it cannot be measured. */
  readonly peakBytes: number;
}

/** Measures all contenders alternately, so that other load on the machine affects all of them. */
export async function compareWithStock({ clusters, rounds }: { clusters: number; rounds: number }): Promise<Cost[]> {
  const contenders = ["stock", "dynamic", "plugin"] as const;
  const sites = {} as Record<(typeof contenders)[number], Site>;
  try {
    for (const contender of contenders) sites[contender] = await site(contender, clusters);
    const firstPreviews = await inTurn(sites, rounds, ({ stack }) => timed(() => stack.preview()));
    const peaks: Record<string, number> = {};
    for (const contender of contenders) {
      const { stack } = sites[contender];
      peaks[contender] = await peakMemory(stack, () => stack.up());
    }
    const previews = await inTurn(sites, rounds, ({ stack }) => timed(() => stack.preview("--expect-no-changes")));
    const costs = contenders.map((contender) => ({
      contender,
      firstPreview: firstPreviews[contender],
      preview: previews[contender],
      ...stateOf(sites[contender].stack.exportState().resources),
      peakBytes: peaks[contender] ?? 0,
    }));
    for (const { stack } of Object.values(sites)) await stack.destroy();
    return costs;
  } finally {
    for (const one of Object.values(sites)) await one.close();
  }
}

type Resource = { readonly type: string; readonly inputs?: object; readonly outputs?: object };

/** Omits where in the program a resource was declared, since its length depends on the paths. */
function stateOf(resources: readonly Resource[]): Pick<Cost, "stateBytesPerCluster" | "codeBytesPerCluster"> {
  const clusters = resources.filter(({ type }) => !type.startsWith("pulumi:"));
  const mean = (size: (one: Resource) => number) => clusters.reduce((sum, one) => sum + size(one), 0) / clusters.length;
  const code = (of: object = {}) => ("__provider" in of ? JSON.stringify(of.__provider).length : 0);
  return {
    stateBytesPerCluster: mean(
      (one) => JSON.stringify({ ...one, stackTrace: undefined, sourcePosition: undefined }).length,
    ),
    codeBytesPerCluster: mean(({ inputs, outputs }) => code(inputs) + code(outputs)),
  };
}
