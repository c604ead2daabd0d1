import { classes } from "./support/classes";
import { names, operations, recorded, writesDuring } from "./support/cluster";
import { type MakeCluster, type OptionLife, optionLife } from "./support/optionLife";

describe.each(classes)("a refresh, $host", (one) => {
  let life: OptionLife;
  /** The state keeps the first `env`, which the program has since changed and ignores. */
  const ignoring = (cluster: MakeCluster) =>
    cluster("web", { tags: { env: "prod", team: "web" } }, { ignoreChanges: ["tags.env"] });

  beforeAll(async () => {
    life = await optionLife(one, { simulation: { progression: "immediate" } });
    await life.up((cluster) => cluster("web", { tags: { env: "test" } }));
    await life.up(ignoring);
  });

  test("refresh --run-program: reads the same, and keeps what the program ignores", async () => {
    const run = await life.stack.refresh("--run-program");
    expect(operations(run).filter((op) => !["same", "refresh"].includes(op))).toEqual([]);
    expect((await life.stack.preview("--expect-no-changes")).changes).not.toHaveProperty("update");
  });

  test("preview --json: shows by path what drifted", async () => {
    const { simulator, stack } = life;
    const tags = (simulator.clusters()[0]?.tags ?? []).map((tag) =>
      tag.key === "team" ? { ...tag, value: "by hand" } : tag,
    );
    simulator.edit(String(recorded(stack, "web").id), { tags });
    const run = await stack.preview("--refresh", "--json");
    const shown = JSON.parse(run.stdout) as { steps: { op: string; urn: string; detailedDiff?: object }[] };
    const step = shown.steps.find(({ urn, op }) => urn.endsWith("::web") && op === "update");
    if (one.host === "plugin") expect(step?.detailedDiff).toEqual({ "tags.team": { kind: "update", inputDiff: true } });
    else expect(step).toBeDefined();
    expect(names(await writesDuring(simulator, () => stack.up("--refresh")))).toEqual(["TagResources"]);
    expect(simulator.unhandled()).toEqual([]);
  });
});
