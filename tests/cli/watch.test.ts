import { Simulator } from "../../simulator";
import { ManualClock, minutes, seconds } from "../cluster/support/clock";
import { rawCall } from "../simulator/signed";
import { Command } from "./support/command";

let simulator: Simulator;
let command: Command;
let clock: ManualClock;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "manual", startAt: Date.UTC(2026, 0, 2, 3, 4, 5) });
  command = new Command(simulator);
  clock = new ManualClock(simulator);
});

afterEach(async () => {
  command.dispose();
  expect(simulator.unhandled()).toEqual([]);
  await simulator.close();
});

async function create(): Promise<{ cluster_id: string; task_id: string }> {
  const body = {
    name: "prod",
    cluster_type: "ManagedKubernetes",
    profile: "Serverless",
    region_id: "cn-hangzhou",
    zoneid: "cn-hangzhou-i",
  };
  return (await rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body })).body;
}

const call = async (action: string, method: string, path: string, body?: unknown) =>
  (await rawCall(simulator, { action, method, path, body })).body;

const watch = (...args: string[]) => command.runWith({ clock }, "watch", ...args);

describe("a cluster", () => {
  test("is followed through its creation, a line on each change", async () => {
    const { cluster_id: id } = await create();
    const { code, out, err } = await watch(id);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out.trimEnd().split("\n");
    expect(lines[0]).toBe(`cluster prod (${id}) in cn-hangzhou`);
    expect(lines.slice(1).map((line) => line.replace(/^[\d:]+ {2}/, ""))).toEqual([
      "2026-01-02T11:04:05+08:00 info Started: Start cluster_create",
      "initial: cluster_create, 0 stages done, running in prepare_vpc",
      "initial: cluster_create, 1 stage done, running in init_master",
      "initial: cluster_create, 2 stages done, running in install_addons",
      "initial: cluster_create, 3 stages done, running in check_cluster",
      "2026-01-02T11:08:05+08:00 info Succeeded: Succeeded cluster_create",
      "running: cluster_create, 4 stages done, success",
      `✓ succeeded: cluster ${id} is running`,
    ]);
    expect(clock.now()).toBeGreaterThanOrEqual(minutes(4));
    expect(clock.now()).toBeLessThan(minutes(4) + seconds(15));
  });

  test("that runs ends the watch at once, whatever failed before", async () => {
    const id = simulator.seed({ name: "prod" }).cluster_id;
    expect(await watch(`cn-hangzhou/${id}`)).toEqual({
      code: 0,
      err: "",
      out: `cluster prod (${id}) in cn-hangzhou\n0:00  running\n0:00  ✓ succeeded: cluster ${id} is running, and no task is running on it\n`,
    });
    simulator.failTask("cluster_modify", { code: "NoWay", message: "no" });
    await call("ModifyCluster", "PUT", `/api/v2/clusters/${id}`, { cluster_name: "other" });
    simulator.advance("1m");
    const again = await watch(id);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("cluster_modify, 1 stage done, failed in") });
    expect(again.out).not.toContain("Started");
  });

  test("whose task fails ends with 4 and gives the reason", async () => {
    simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no EIP left", stage: "init_master" });
    const { cluster_id: id } = await create();
    const { code, out } = await watch(id);
    expect(code).toBe(4);
    expect(out).toContain("error Failed: no EIP left\n");
    expect(
      out
        .trimEnd()
        .split("\n")
        .at(-1)
        ?.replace(/^[\d:]+ {2}/, ""),
    ).toBe(
      `✗ failed: cluster ${id} is failed: cluster_create failed in stage init_master: QuotaExceeded.EIP: no EIP left`,
    );
  });

  test("that still runs after a failed change ends with 4, too", async () => {
    const id = simulator.seed({ name: "prod" }).cluster_id;
    simulator.failTask("cluster_modify", { code: "NoWay", message: "not today" });
    await call("ModifyCluster", "PUT", `/api/v2/clusters/${id}`, { cluster_name: "other" });
    expect(await watch(id)).toMatchObject({
      code: 4,
      out: expect.stringContaining(
        `✗ failed: cluster ${id} is running: cluster_modify failed in stage modify_master: NoWay: not today`,
      ),
    });
  });

  test("is followed until it is deleted", async () => {
    const id = simulator.seed({ name: "prod" }).cluster_id;
    await call("DeleteCluster", "DELETE", `/clusters/${id}`);
    const { code, out } = await watch(id);
    expect(code).toBe(0);
    expect(out).toContain("deleting: cluster_delete, 1 stage done, running in release_master\n");
    expect(out).toContain(`✓ succeeded: cluster ${id} is deleted\n`);
  });

  test("that goes away without a deletion is a failure", async () => {
    const { cluster_id: id } = await create();
    clock.after(seconds(30), () => simulator.vanish(id));
    expect(await watch(id)).toMatchObject({
      code: 4,
      out: expect.stringContaining(`✗ failed: cluster ${id} disappeared while it was watched\n`),
    });
  });

  test("that is not there is an error", async () => {
    const nobody = `c${"0".repeat(32)}`;
    expect(await watch(nobody)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("ErrorClusterNotFound"),
    });
  });

  test("that takes too long ends with 5", async () => {
    const { cluster_id: id } = await create();
    const { code, out } = await watch(id, "--timeout", "2");
    expect({ code, now: clock.now() }).toEqual({ code: 5, now: minutes(2) });
    expect(out.trimEnd().split("\n").at(-1)).toBe(`2:00  ! timed out: ${id} is still in progress after 2 min`);
  });

  test("is followed by its state alone where RAM denies the rest, which is said once", async () => {
    const { cluster_id: id } = await create();
    const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "no" } as const;
    for (const operation of ["DescribeClusterTasks", "DescribeClusterEvents"])
      simulator.failNext(operation, denied, { times: 100 });
    const { code, out, err } = await watch(id);
    expect(code).toBe(0);
    expect(
      out
        .split("\n")
        .slice(1, 4)
        .map((line) => line.replace(/^[\d:]+ {2}/, "")),
    ).toEqual(["initial", "running", `✓ succeeded: cluster ${id} is running`]);
    expect(err.match(/continues without/g)).toHaveLength(2);
    expect(simulator.requests("DescribeClusterTasks")).toHaveLength(1);
  });

  test("is followed through transient faults", async () => {
    const { cluster_id: id } = await create();
    for (const operation of ["DescribeClusterDetail", "DescribeTaskInfo", "DescribeClusterEvents"])
      simulator.failNext(operation, { kind: "reset" }, { skip: 1, times: 2 });
    expect(await watch(id)).toMatchObject({ code: 0, err: "" });
  });

  test("cannot control a terminal by its name or its events", async () => {
    const esc = String.fromCharCode(27);
    const id = simulator.seed().cluster_id;
    simulator.overrideDetail(id, { name: `${esc}[2Jevil\n\u202eeman\u0007` });
    simulator.failTask("cluster_modify", { code: "X", message: `${esc}]0;title\u0007two\nlines` });
    await call("ModifyCluster", "PUT", `/api/v2/clusters/${id}`, { cluster_name: "other" });
    const { out } = await watch(id);
    expect(out.split("\n")[0]).toBe(`cluster evil eman (${id}) in cn-hangzhou`);
    expect(out).toContain("error Failed: two lines\n");
    expect(out).not.toContain(esc);
  });
});

describe("a task", () => {
  test("is followed to its end, with its own events", async () => {
    const { task_id: task, cluster_id: id } = await create();
    const { code, out } = await watch(`cn-hangzhou/${task}`);
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    expect(lines[0]).toBe(`task ${task} (cluster_create of cluster ${id})`);
    expect(lines[1]).toBe("0:00  2026-01-02T03:04:05.000Z normal StageStarted: cluster_create: prepare_vpc");
    expect(lines.at(-1)).toMatch(new RegExp(`✓ succeeded: task ${task} succeeded$`));
    expect(simulator.requests("DescribeClusterDetail")).toEqual([]);
  });

  test("that fails, or succeeds but for a part, ends with 4", async () => {
    const id = simulator.seed({ name: "prod" }).cluster_id;
    simulator.failTask("cluster_addon_install", { code: "X", message: "no memory", addon: "coredns" });
    const body = [{ name: "coredns" }];
    const { task_id } = await call("InstallClusterAddons", "POST", `/clusters/${id}/components/install`, body);
    const { code, out } = await watch(task_id);
    expect(code).toBe(4);
    expect(out).toMatch(/✗ failed: task T-\S+ succeeded, but a part of it failed.*no memory/);
  });

  test("that is canceled ends with 4", async () => {
    const id = simulator.seed({ kubernetes_version: "1.34.1-aliyun.1" }).cluster_id;
    const body = { next_version: "1.35.2-aliyun.1" };
    const { task_id } = await call("UpgradeCluster", "POST", `/api/v2/clusters/${id}/upgrade`, body);
    await call("CancelTask", "POST", `/tasks/${task_id}/cancel`);
    expect(await watch(task_id)).toMatchObject({
      code: 4,
      out: expect.stringContaining(`✗ failed: task ${task_id} was canceled`),
    });
  });

  test("that is not there is an error", async () => {
    expect(await watch("T-none")).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("reading task T-none"),
    });
  });
});

test("--json writes a line of JSON on each change, and the outcome last", async () => {
  const { cluster_id: id, task_id: task } = await create();
  const { code, out } = await watch(id, "--json");
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(lines.map(({ type }) => type)).toEqual([
    "event",
    "progress",
    "progress",
    "progress",
    "progress",
    "event",
    "progress",
    "end",
  ]);
  expect(lines[0]).toEqual({
    type: "event",
    time: "2026-01-02T11:04:05+08:00",
    level: "info",
    reason: "Started",
    message: "Start cluster_create",
  });
  expect(lines[2]).toEqual({
    type: "progress",
    elapsedSeconds: expect.any(Number),
    state: "initial",
    task: {
      id: task,
      type: "cluster_create",
      state: "running",
      stages: [
        { name: "prepare_vpc", state: "done" },
        { name: "init_master", state: "running" },
      ],
    },
  });
  expect(lines.at(-1)).toEqual({
    type: "end",
    outcome: "succeeded",
    elapsedSeconds: expect.any(Number),
    message: `cluster ${id} is running`,
  });
});

describe("on a terminal", () => {
  const esc = String.fromCharCode(27);
  const frames = (out: string) => out.split(new RegExp(`${esc}\\[\\d+A${esc}\\[0J`));

  test("it redraws one area each second, keeps events above it, and leaves the last one", async () => {
    const { cluster_id: id } = await create();
    const { code, out } = await command.runWith({ clock, isTerminal: true, env: environment() }, "watch", id);
    expect(code).toBe(0);
    const drawn = frames(out).map((frame) => frame.replaceAll(`${esc}[?7l`, "").replaceAll(`${esc}[?7h`, ""));
    expect(drawn.length).toBeGreaterThan(240);
    const stage = drawn.find((frame) => frame.includes("2:30"));
    expect(stage).toBe(
      `cluster prod (${id}) in cn-hangzhou  initial  2:30
  ██████████ ██████████ ▒▒▒▒▒▒▒▒▒▒  cluster_create, 2 stages done, running in install_addons
  ✓ prepare_vpc     1:00
  ✓ init_master     1:00
  ● install_addons
`,
    );
    expect(drawn.at(-1)).toMatch(
      new RegExp(`^cluster prod .* running .*[^]*✓ check_cluster   1:00\n✓ succeeded: cluster ${id} is running\n$`),
    );
    expect(out.match(/Succeeded: Succeeded cluster_create/g)).toHaveLength(1);
  });

  test("each area is cleared by as many lines as it has", async () => {
    const { cluster_id: id } = await create();
    const { out } = await command.runWith({ clock, isTerminal: true, env: environment() }, "watch", id);
    expect(screen(out)).toEqual([
      "2026-01-02T11:04:05+08:00 info Started: Start cluster_create",
      "2026-01-02T11:08:05+08:00 info Succeeded: Succeeded cluster_create",
      expect.stringMatching(/^cluster prod \S+ in cn-hangzhou {2}running {2}4:/),
      expect.stringContaining("cluster_create, 4 stages done, success"),
      "  ✓ prepare_vpc     1:00",
      "  ✓ init_master     1:00",
      "  ✓ install_addons  1:00",
      "  ✓ check_cluster   1:00",
      `✓ succeeded: cluster ${id} is running`,
    ]);
  });

  test("a warning stands above it, once, or on the side of the errors where that is no terminal", async () => {
    const denied = { kind: "status", status: 403, code: "StatusForbidden", message: "no" } as const;
    const { cluster_id: id } = await create();
    simulator.failNext("DescribeClusterTasks", denied);
    const onOne = { clock, isTerminal: true, isErrTerminal: true, env: environment() };
    const { out, err } = await command.runWith(onOne, "watch", id);
    expect(err).toBe("");
    const seen = screen(out);
    expect(seen.filter((line) => line.startsWith("warning: continues without DescribeClusterTasks"))).toHaveLength(1);
    expect(seen.filter((line) => line.startsWith("cluster prod"))).toHaveLength(1);

    simulator.failNext("DescribeClusterTasks", denied);
    const onTwo = await command.runWith({ clock, isTerminal: true, env: environment() }, "watch", id);
    expect(onTwo.err).toMatch(/^warning: continues without DescribeClusterTasks/);
    expect(onTwo.out).not.toContain("warning");
  });

  test("a terminal that cannot redraw gets lines", async () => {
    const { cluster_id: id } = await create();
    const env = { ...environment(), TERM: "dumb" };
    const { out } = await command.runWith({ clock, isTerminal: true, env }, "watch", id);
    expect(out).not.toContain(esc);
    expect(out).toContain("initial: cluster_create, 1 stage done");
  });

  function environment(): Record<string, string> {
    const { accessKeyId, accessKeySecret } = simulator.accounts[0];
    return {
      ALICLOUD_ACCESS_KEY: accessKeyId,
      ALICLOUD_SECRET_KEY: accessKeySecret,
      ALICLOUD_REGION: "cn-hangzhou",
      NO_COLOR: "1",
    };
  }

  /** What a terminal of endless height shows in the end. */
  function screen(out: string): string[] {
    const lines = [""];
    for (const part of out.split(new RegExp(`(${esc}\\[(?:\\d+A|0J|\\?7[lh])|\n)`))) {
      const up = new RegExp(`^${esc}\\[(\\d+)A$`).exec(part)?.[1];
      if (up !== undefined) lines.splice(lines.length - Number(up) - 1, Number.POSITIVE_INFINITY, "");
      else if (part === "\n") lines.push("");
      else if (!part.startsWith(esc)) lines[lines.length - 1] += part;
    }
    return lines.slice(0, -1);
  }
});
