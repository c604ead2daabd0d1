import type { ClassUnderTest } from "./classes";
import { names, recorded, requestsDuring } from "./cluster";
import { type Declare, type OptionRow, optionLife } from "./optionLife";
import type { EngineStack, Run } from "./stack";

/** An option that is tried on resources of its own, in the same two runs as other options. */
export interface SharedRow {
  readonly option: string;
  /** What is run, for the page. */
  readonly tried: string;
  /** The row's part of the first program. */
  readonly before: Declare;
  /** The row's part of the second program. Default as before. */
  readonly after?: Declare;
  /** The resources that the second run replaces by `--replace`, by name. */
  readonly replace?: readonly string[];
  /** The resources that `pulumi state taint` marks between the two runs, by name. */
  readonly taint?: readonly string[];
  /** @returns what the page says where the class is known to do something else; undefined where the option works */
  instead?(life: SharedLife): string | undefined;
  /** Fails where the option does not work. */
  check(life: SharedLife): void;
}

/** The two runs, when both are done. */
export interface SharedLife {
  readonly stack: EngineStack;
  /** The second run. */
  readonly run: Run;
  /** The clusters that ACK has in the end. */
  readonly live: readonly string[];
  /** The ids of the first run's clusters, by name. */
  readonly first: Readonly<Record<string, string>>;
  /**
   * The calls of the second run that could change a cluster of the first program, or the one that replaces it.
   *
   * @throws Error when the first program has no cluster of this name
   */
  writes(name: string): (string | undefined)[];
}

/** Rows that share two runs for each class: the first of them that is tried starts these. */
export function sharedRows(rows: readonly SharedRow[]): OptionRow[] {
  const lives = new Map<ClassUnderTest, Promise<SharedLife>>();
  return rows.map((row) => ({
    option: row.option,
    tried: row.tried,
    async run(one) {
      const running = lives.get(one) ?? live(one, rows);
      lives.set(one, running);
      const life = await running;
      const instead = row.instead?.(life);
      if (instead === undefined) row.check(life);
      return instead;
    },
  }));
}

async function live(one: ClassUnderTest, rows: readonly SharedRow[]): Promise<SharedLife> {
  const { simulator, stack, up } = await optionLife(one);
  await up((cluster) => {
    for (const { before } of rows) before(cluster);
  });
  const nameOf = new Map<string | undefined, string>(
    simulator.clusters().map(({ cluster_id, name }) => [cluster_id, name]),
  );
  const urnOf = (name: string) => recorded(stack, name).urn;
  const { resources } = stack.exportState();
  const clusters = resources.filter(({ type }) => type === one.type);
  const first = Object.fromEntries(clusters.map(({ urn, id }) => [urn.split("::").at(-1), String(id)]));
  for (const name of rows.flatMap(({ taint = [] }) => taint)) await stack.run("state", "taint", urnOf(name), "--yes");
  const replaced = rows.flatMap(({ replace = [] }) => replace.flatMap((name) => ["--replace", urnOf(name)]));
  let run: Run | undefined;
  const requests = await requestsDuring(simulator, async () => {
    const changed = await up(
      (cluster) => {
        for (const { before, after = before } of rows) after(cluster);
      },
      "--diff",
      ...replaced,
    );
    run = changed.run;
  });
  expect(simulator.unhandled()).toEqual([]);
  const changing = requests.filter(({ method }) => method !== "GET");
  return {
    stack,
    run: run as Run,
    live: simulator.clusters().map(({ cluster_id }) => cluster_id),
    first,
    writes(name) {
      const named = nameOf.get(first[name]);
      if (named === undefined) throw new Error(`the first program has no cluster ${name}`);
      const later = simulator.clusters().filter((cluster) => cluster.name === named);
      const ids = [first[name], ...later.map(({ cluster_id }) => cluster_id)];
      return names(
        changing.filter(({ path, body }) => {
          const text = `${path} ${JSON.stringify(body)}`;
          return (
            ids.some((id) => text.includes(String(id))) || (body as { name?: unknown } | undefined)?.name === named
          );
        }),
      );
    },
  };
}
