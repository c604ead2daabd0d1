import { bareId } from "../context/place";

/**
 * The records of clusters that one run has met. The engine takes another form of an imported cluster's id (`<cluster id>`
 * or `<region>/<cluster id>`) for another cluster: it imports the cluster anew, and then deletes the earlier record of it.
 */
export class Records {
  private readonly imported = new Set<string>();
  private readonly compared = new Map<string, Set<string>>();

  /** Notes that this run imports the cluster. */
  importing(id: string): void {
    this.imported.add(bareId(id));
  }

  /** Notes that a resource of the program is recorded under this id. */
  comparing(id: string): void {
    const ids = this.compared.get(bareId(id)) ?? new Set();
    this.compared.set(bareId(id), ids.add(id));
  }

  /**
   * Whether another record of the cluster stays when the engine deletes the one with this id. An import in an earlier run,
   * which failed before it deleted the earlier record, shows by the other form of the id.
   */
  isHeldBeside(id: string): boolean {
    const ids = [...(this.compared.get(bareId(id)) ?? [])];
    return this.imported.has(bareId(id)) || ids.some((other) => other !== id);
  }
}

/** What is said where the engine asks to delete one of two records. */
export function keptRecord(id: string): string {
  return `cluster ${bareId(id)} is not deleted: the state holds it under another record, from an import. Only the record with the id "${id}" is removed.`;
}
