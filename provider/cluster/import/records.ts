import type { Values } from "../../table/check";
import { bareId } from "../context/place";

/**
 * The records of clusters that one run has met. The engine takes another form of an imported cluster's id (`<cluster id>`
 * or `<region>/<cluster id>`) for another cluster: it imports the cluster anew, and then deletes the earlier record of it.
 * A replacement that it makes without asking (`--replace`) ends the same way while `adopt` names the cluster.
 */
export class Records {
  private readonly imported = new Set<string>();
  private readonly adopted = new Set<string>();
  private readonly compared = new Map<string, Set<string>>();

  /** Notes that this run imports the cluster. */
  importing(id: string): void {
    this.imported.add(bareId(id));
  }

  /** Notes that this run has created a resource with these inputs. */
  created(id: string, { adopt }: Values): void {
    if (adopt !== undefined) this.adopted.add(bareId(id));
  }

  /** Notes that a resource of the program is recorded under this id. */
  comparing(id: string): void {
    const ids = this.compared.get(bareId(id)) ?? new Set();
    this.compared.set(bareId(id), ids.add(id));
  }

  /**
   * Why the cluster stays when the engine deletes the record with this id; `undefined` where the record is its only one.
   * An import in an earlier run, which failed before it deleted the earlier record, shows by the other form of the id.
   */
  whyKept(id: string): string | undefined {
    const cluster = bareId(id);
    if (this.adopted.has(cluster)) {
      return `cluster ${cluster} is not deleted: a resource of the program names it in adopt, and this run has adopted it. To replace the cluster, remove adopt and run the command again.`;
    }
    const isHeldBeside = [...(this.compared.get(cluster) ?? [])].some((other) => other !== id);
    if (!this.imported.has(cluster) && !isHeldBeside) return undefined;
    return `cluster ${cluster} is not deleted: the state holds it under another record, from an import. Only the record with the id "${id}" is removed.`;
  }
}
