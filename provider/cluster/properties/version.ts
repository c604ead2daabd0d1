import { text } from "../../table/shapes";

/** A Kubernetes version of ACK, or a part of one that stands for any that begins so. */
export const version = text(
  'a Kubernetes version such as "1.32.1-aliyun.1", or the beginning of one such as "1.32"',
  /^\d+\.\d+(\.\d+(-aliyun\.\d+)?)?$/,
);

function numbers(versionText: string): number[] {
  return (versionText.match(/\d+/g) ?? []).map(Number);
}

/** True where `full` begins with all that `wish` says: "1.32" is met by "1.32.1-aliyun.1". */
export function meets(full: string, wish: string): boolean {
  const have = numbers(full);
  return numbers(wish).every((part, index) => part === have[index]);
}

/** Negative where `a` is older than `b`, as far as both say. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] as number) - (right[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** How many minor versions lie between two versions of one major version. */
export function minorsBetween(from: string, to: string): number {
  return (numbers(to)[1] ?? 0) - (numbers(from)[1] ?? 0);
}

/** The newest of the versions that meet a wish. */
export function newest(versions: readonly string[], wish: string): string | undefined {
  return versions
    .filter((candidate) => meets(candidate, wish))
    .sort(compareVersions)
    .at(-1);
}
