import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const sale = {
  name: "sale",
  scope: "NoUpgrades",
  startTime: "2099-11-01T00:00:00Z",
  endTime: "2099-11-30T00:00:00Z",
} as const;
const wire = (name: string) => ({ name, scope: sale.scope, start_time: sale.startTime, end_time: sale.endTime });
const pro = { ...AUTO_VPC, clusterSpec: "ack.pro.small" } as const;
const FORTNIGHT = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH";
const WORLDS = ["merge", "replace"] as const;

/** The window of the only cluster. */
const windowOf = (world: World) => world.cluster().maintenance_window;

describe.each(WORLDS)("where ModifyCluster changes a window by %s", (windowChange) => {
  test("a changed window keeps what the console has added", async () => {
    const world = await World.start({ progression: "immediate", windowChange });
    const stack = new Stack(world);
    const window = { maintenanceTime: "03:00:00Z", duration: "3h" };
    await stack.up({ ...pro, maintenanceWindow: window });
    const recurrence = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH";
    world.simulator.edit(stack.id, {
      maintenance_window: { ...windowOf(world), recurrence, exclusions: [wire("console")] },
    });
    await stack.refresh();
    expect(await stack.up({ ...pro, maintenanceWindow: window })).toBe("same");
    expect(await stack.up({ ...pro, maintenanceWindow: { ...window, duration: "5h" } })).toBe("update");
    expect(windowOf(world)).toMatchObject({
      enable: true,
      maintenance_time: "03:00:00Z",
      duration: "5h",
      recurrence,
      exclusions: [wire("console")],
    });
    expect(await stack.up({ ...pro, maintenanceWindow: { ...window, duration: "5h", exclusions: [] } })).toBe("update");
    expect(windowOf(world)).toMatchObject({ duration: "5h", recurrence, exclusions: [] });
  });

  test("exclusions are created, changed, put back after a change by others, and removed", async () => {
    const world = await World.start({ progression: "immediate", windowChange });
    const stack = new Stack(world);
    const wish = (...names: string[]) => ({
      ...pro,
      maintenanceWindow: { duration: "3h", exclusions: names.map((name) => ({ ...sale, name })) },
    });
    await stack.up(wish("a", "b"));
    expect(windowOf(world)).toMatchObject({ exclusions: [wire("a"), wire("b")] });
    expect(await stack.up(wish("b", "a"))).toBe("same");
    expect(await stack.up(wish("b", "c"))).toBe("update");
    expect(windowOf(world)).toMatchObject({ exclusions: [wire("b"), wire("c")] });
    world.simulator.edit(stack.id, { maintenance_window: { ...windowOf(world), exclusions: [wire("b")] } });
    await stack.refresh();
    expect(await stack.up(wish("b", "c"))).toBe("update");
    expect(windowOf(world)).toMatchObject({ exclusions: [wire("b"), wire("c")] });
    expect(await stack.up(wish())).toBe("update");
    expect(windowOf(world)).toMatchObject({ duration: "3h", exclusions: [] });
    expect(await stack.up(wish())).toBe("same");
  });

  test("an exclusion that the program no longer mentions stays", async () => {
    const world = await World.start({ progression: "immediate", windowChange });
    const stack = new Stack(world);
    await stack.up({ ...pro, maintenanceWindow: { duration: "3h", exclusions: [sale] } });
    await stack.up({ ...pro, maintenanceWindow: { duration: "4h" } });
    expect(windowOf(world)).toMatchObject({ duration: "4h", exclusions: [wire("sale")] });
  });

  test("a rule and days of the program's own replace each other, whichever of them ACK follows", async () => {
    const world = await World.start({ progression: "immediate", windowChange });
    const stack = new Stack(world);
    const recurrence = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH";
    const wish = (maintenanceWindow: object) => ({ ...pro, maintenanceWindow });
    await stack.up(wish({ weeklyPeriod: ["Monday"] }));
    await stack.up(wish({ recurrence }));
    expect(windowOf(world)).toMatchObject({ weekly_period: "Thursday", recurrence });
    expect(await stack.up(wish({ weeklyPeriod: ["Thursday"] }))).toBe("update");
    expect(windowOf(world)).toMatchObject({ weekly_period: "Thursday", recurrence: "FREQ=WEEKLY;BYDAY=TH" });
    expect(await stack.up(wish({ weeklyPeriod: ["Thursday"] }))).toBe("same");
    await stack.up(wish({ weeklyPeriod: ["Sunday"] }));
    expect(windowOf(world)).toMatchObject({ weekly_period: "Sunday", recurrence: "FREQ=WEEKLY;BYDAY=SU" });
    expect(world.warnings).toEqual([]);
  });

  test.each([
    ["the rule", { weeklyPeriod: ["Monday"] }, { weekly_period: "Monday", recurrence: "FREQ=WEEKLY;BYDAY=MO" }],
    ["the days", { recurrence: FORTNIGHT }, { weekly_period: "Thursday", recurrence: FORTNIGHT }],
  ])("of a rule and days that contradict each other, %s can be removed", async (_, left, expected) => {
    const world = await World.start({ progression: "immediate", windowChange });
    const stack = new Stack(world);
    const wish = (window: object) => ({ ...pro, maintenanceWindow: { duration: "3h", ...window } });
    await stack.up(wish({ weeklyPeriod: ["Monday"], recurrence: FORTNIGHT }));
    expect(await stack.up(wish(left))).toBe("update");
    expect(windowOf(world)).toMatchObject({ duration: "3h", ...expected });
    expect(stack.outputs.maintenanceWindow).toEqual({ duration: "3h", ...left });
    await stack.refresh();
    expect(await stack.up(wish(left))).toBe("same");
    expect(await stack.up(wish({ ...left, duration: "5h" }))).toBe("update");
    expect(windowOf(world)).toMatchObject({ duration: "5h", ...expected });
    expect(world.warnings).toEqual([]);
  });

  test("of a rule and days that say the same, one is removed without a change", async () => {
    const world = await World.start({ progression: "immediate", windowChange });
    const stack = new Stack(world);
    const wish = (maintenanceWindow: object) => ({ ...pro, maintenanceWindow });
    const [weeklyPeriod, recurrence] = [["Thursday"], "FREQ=WEEKLY;BYDAY=TH"];
    await stack.up(wish({ weeklyPeriod, recurrence }));
    expect(await stack.up(wish({ weeklyPeriod }))).toBe("same");
    expect(await stack.up(wish({ recurrence }))).toBe("same");
  });

  test("a rule of the console's stays when the program changes the days, with a warning", async () => {
    const world = await World.start({ progression: "immediate", windowChange });
    const stack = new Stack(world);
    await stack.up({ ...pro, maintenanceWindow: { weeklyPeriod: ["Monday"] } });
    const recurrence = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH";
    world.simulator.edit(stack.id, { maintenance_window: { ...windowOf(world), recurrence } });
    await stack.up({ ...pro, maintenanceWindow: { weeklyPeriod: ["Monday"], duration: "5h" } });
    expect(world.warnings).toEqual([]);
    await stack.up({ ...pro, maintenanceWindow: { weeklyPeriod: ["Tuesday"], duration: "5h" } });
    expect(windowOf(world)).toMatchObject({ weekly_period: "Tuesday", recurrence });
    expect(world.warnings).toEqual([
      `maintenanceWindow.weeklyPeriod of cluster ${stack.id} is changed, but the cluster keeps the rule "${recurrence}", which the program does not set and which ACK may follow instead: set maintenanceWindow.recurrence to replace it`,
    ]);
  });

  test("an exclusion whose end cannot be read stays as it is", async () => {
    const world = await World.start({ progression: "immediate", windowChange });
    const stack = new Stack(world);
    await stack.up({ ...pro, maintenanceWindow: { duration: "3h" } });
    // RFC 3339 allows leap seconds, which no JavaScript date has.
    const leap = { ...wire("leap"), end_time: "2099-11-29T23:59:60Z" };
    world.simulator.edit(stack.id, { maintenance_window: { ...windowOf(world), exclusions: [leap] } });
    await stack.refresh();
    expect(await stack.up({ ...pro, maintenanceWindow: { duration: "5h" } })).toBe("update");
    expect(windowOf(world)).toMatchObject({ duration: "5h", exclusions: [leap] });
  });
});
