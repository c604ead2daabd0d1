import type { ServerlessClusterArgs } from "pulumi-ack-serverless";
import type { RecordedRequest } from "../../simulator";
import { vendorClient } from "../simulator/client";
import { type Call, callsTo, clusterOf, idOf, wideBench, writing } from "./support/calls";
import { type Bench, recorded, requestsDuring, step, told } from "./support/cluster";
import { rows } from "./support/featureRows";
import { type Row, zone } from "./support/row";
import { expectFailure, type Run } from "./support/stack";

const table = Object.entries(rows);
const nameOf = (name: string) => String(recorded(life.stack, name).outputs?.name);
const isReplaced = ({ change }: Row) => change === "replacement";
const isRefused = (change: Row["change"]): change is { refused: string } =>
  typeof change === "object" && "refused" in change;

let life: Bench;
/** The ids that each row's cluster has had. */
const ids: Record<string, string[]> = {};

function args(name: string, { beside = zone }: Row, value: unknown): ServerlessClusterArgs {
  return value === undefined ? beside : { ...beside, [name]: value };
}

/** Each row's cluster, with what the row wants in this step. */
function want(wanted: (row: Row) => unknown): void {
  for (const [name, row] of table) life.wishes[name] = args(name, row, wanted(row));
}

async function run(action: () => Promise<Run>): Promise<{ ran: Run; writes: RecordedRequest[] }> {
  let ran: Run | undefined;
  const writes = await writing(life.simulator, async () => {
    ran = await action();
  });
  for (const [name] of table) ids[name] = [...new Set([...(ids[name] ?? []), idOf(life, name)])];
  return { ran: ran as Run, writes };
}

function calls(writes: readonly RecordedRequest[], name: string): Call[] {
  return callsTo(writes, ids[name] ?? [], nameOf(name));
}

const stepOf = ({ steps }: Run, name: string) =>
  steps.filter(({ urn }) => urn.endsWith(`::${name}`)).map(({ op }) => op);

beforeAll(async () => {
  life = await wideBench({});
  life.simulator.seed({ cluster_id: rows.adopt?.set as string, name: "adopted" });
});

describe("set at create", () => {
  let writes: RecordedRequest[];

  beforeAll(async () => {
    want(({ set }) => set);
    ({ writes } = await run(() => life.stack.up()));
  });

  test.each(table.filter(([name]) => name !== "adopt"))("%s is carried to the cluster", (name, row) => {
    const [[operation, body], ...after] = calls(writes, name) as [Call, ...Call[]];
    expect(operation).toBe("CreateCluster");
    expect(body).toMatchObject(row.created);
    expect(after).toEqual(row.after ?? []);
    expect(recorded(life.stack, name)).toMatchObject({ inputs: { [name]: row.set }, outputs: { state: "running" } });
  });

  test("adopt makes no cluster", () => {
    expect(idOf(life, "adopt")).toBe(rows.adopt?.set);
    expect(calls(writes, "adopt")).toEqual([]);
  });

  test("the second up makes no call", async () => {
    expect(await requestsDuring(life.simulator, () => life.stack.up("--expect-no-changes"))).toEqual([]);
  });
});

describe("changed alone", () => {
  let ran: Run;
  let writes: RecordedRequest[];

  beforeAll(async () => {
    want(({ set, to, change }) => (isRefused(change) ? set : to));
    ({ ran, writes } = await run(() => life.stack.up()));
  });

  test.each(table.filter(([, row]) => Array.isArray(row.change)))("%s makes its calls and no others", (name, row) => {
    expect(calls(writes, name)).toEqual(row.change);
    expect(ids[name]).toHaveLength(1);
  });

  test.each(table.filter(([, row]) => isReplaced(row)))("%s makes a new cluster", (name, row) => {
    const made = calls(writes, name);
    expect(made.map(([operation]) => operation)).toEqual(["DeleteCluster", "CreateCluster"]);
    expect(made[1]?.[1]).toMatchObject(row.recreated as object);
    expect(ids[name]).toHaveLength(2);
  });

  test.each(table.filter(([, { change }]) => change === "stored"))("%s is recorded without a call", (name, row) => {
    expect(stepOf(ran, name)).toEqual(["update"]);
    expect(calls(writes, name)).toEqual([]);
    expect(recorded(life.stack, name)).toMatchObject({ inputs: { [name]: row.to }, outputs: { [name]: row.to } });
  });

  test("adopt is no difference", () => {
    expect(stepOf(ran, "adopt")).toEqual(["same"]);
  });

  test("what is refused is refused at preview", async () => {
    for (const [name, row] of table.filter(([, { change }]) => isRefused(change))) {
      life.wishes[name] = args(name, row, row.to);
      expect(told(await expectFailure(life.stack.preview())).join("\n")).toContain(
        (row.change as { refused: string }).refused,
      );
      life.wishes[name] = args(name, row, row.set);
    }
  });
});

describe("drift", () => {
  let refreshed: Run;
  let ran: Run;
  let writes: RecordedRequest[];
  const afterRefresh: Record<string, ReturnType<typeof recorded>> = {};

  beforeAll(async () => {
    const client = vendorClient(life.simulator);
    for (const [name, { edit, answer, byOthers }] of table) {
      const id = idOf(life, name);
      if (edit !== undefined) life.simulator.edit(id, edit);
      if (answer !== undefined) life.simulator.overrideDetail(id, answer);
      await byOthers?.(client, id);
    }
    refreshed = await life.stack.refresh();
    for (const [name] of table) afterRefresh[name] = recorded(life.stack, name);
    ({ ran, writes } = await run(() => life.stack.up()));
  });

  test.each(table.filter(([, { drift }]) => drift === "put back"))("%s is found and put back", (name, row) => {
    // What a cluster may go ahead of shows in the outputs, and the wish stays.
    expect([afterRefresh[name]?.inputs?.[name], afterRefresh[name]?.outputs?.[name]]).not.toEqual([row.to, row.to]);
    expect(stepOf(ran, name)).toEqual(["update"]);
    expect(calls(writes, name)).toEqual(row.back ?? row.change);
  });

  test.each(table.filter(([, { drift }]) => drift !== "put back"))(
    "%s makes no call and no new cluster",
    (name, row) => {
      expect(calls(writes, name)).toEqual([]);
      expect(stepOf(ran, name)).toEqual(["same"]);
      const warnings = told(refreshed).filter((line) => line.startsWith(`warning: ${name} is recorded as`));
      expect(warnings).toHaveLength(row.drift === "told" ? 1 : 0);
    },
  );

  test("a refresh finds nothing more", async () => {
    expect(step(await life.stack.up("--refresh", "--expect-no-changes"), "update")).toBeUndefined();
  });
});

describe("taken out of the program", () => {
  let writes: RecordedRequest[];
  const before: Record<string, unknown> = {};

  beforeAll(async () => {
    for (const [name] of table) before[name] = clusterOf(life.simulator, idOf(life, name));
    want(() => undefined);
    ({ writes } = await run(() => life.stack.up()));
  });

  test.each(table)("%s gives the documented result", (name, row) => {
    expect(calls(writes, name)).toEqual(row.removed ?? []);
    if (row.removed === undefined) expect(clusterOf(life.simulator, idOf(life, name))).toEqual(before[name]);
    if (row.change === "stored") expect(recorded(life.stack, name).outputs).not.toHaveProperty(name);
  });

  test("afterwards there is no difference, and all clusters can go", async () => {
    await life.stack.up("--refresh", "--expect-no-changes");
    await life.stack.destroy();
    expect(life.simulator.clusters()).toEqual([]);
    expect(life.simulator.unhandled()).toEqual([]);
  });
});
