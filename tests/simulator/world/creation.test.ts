import { cancel, code, create, detail, restart, simulator, state, TIME_NOW, task } from "../support/life";

describe("creation", () => {
  test("a cluster is initial until its task ends, and is running then", async () => {
    const { body } = await create();
    simulator.advance("3m59s");
    expect([state(), (await task(body.task_id)).body.state]).toEqual(["initial", "running"]);
    simulator.advance("1s");
    expect([state(), (await task(body.task_id)).body.state]).toEqual(["running", "success"]);
  });

  test("what is known late is empty before", async () => {
    const { body } = await create();
    const before = (await detail(body.cluster_id)).body;
    expect([before.master_url, before.vswitch_ids, before.vswitch_id, before.security_group_id]).toEqual([
      "",
      [],
      "",
      "",
    ]);
    simulator.advance("4m");
    const after = (await detail(body.cluster_id)).body;
    expect(JSON.parse(after.master_url)).toEqual({
      api_server_endpoint: expect.stringMatching(/^https:/),
      intranet_api_server_endpoint: expect.stringMatching(/^https:/),
    });
    expect([after.vswitch_ids, after.security_group_id]).toEqual([
      [expect.stringMatching(/^vsw-/)],
      expect.stringMatching(/^sg-/),
    ]);
  });

  test("the empty form of master_url is an option", async () => {
    await restart({ initialMasterUrl: "{}" });
    const { body } = await create();
    expect((await detail(body.cluster_id)).body.master_url).toBe("{}");
  });

  test("reading changes nothing", async () => {
    const { body } = await create();
    const first = (await detail(body.cluster_id)).text;
    await task(body.task_id);
    await detail(body.cluster_id);
    expect((await detail(body.cluster_id)).text).toBe(first);
  });

  test("times are those of China", async () => {
    const { body } = await create();
    simulator.advance("4m");
    expect((await detail(body.cluster_id)).body).toMatchObject({
      created: "2026-01-02T11:04:05+08:00",
      updated: "2026-01-02T11:08:05+08:00",
    });
  });

  test("the task moves through its stages", async () => {
    const { body } = await create();
    simulator.advance("90s");
    expect((await task(body.task_id)).body).toEqual({
      task_id: body.task_id,
      cluster_id: body.cluster_id,
      task_type: "cluster_create",
      state: "running",
      created: "2026-01-02T11:04:05+08:00",
      updated: "2026-01-02T11:05:05+08:00",
      current_stage: "init_master",
      target: { id: body.cluster_id, type: "cluster" },
      parameters: {},
      outputs: {},
      stages: [
        {
          state: "success",
          start_time: "2026-01-02 11:04:05",
          end_time: "2026-01-02 11:05:05",
          message: "prepare_vpc",
          outputs: {},
        },
        { state: "running", start_time: "2026-01-02 11:05:05", end_time: "", message: "init_master", outputs: {} },
      ],
      events: [
        {
          action: "start",
          level: "Normal",
          message: "cluster_create: prepare_vpc",
          reason: "StageStarted",
          source: "ACK",
          timestamp: String(TIME_NOW),
        },
        {
          action: "start",
          level: "Normal",
          message: "cluster_create: init_master",
          reason: "StageStarted",
          source: "ACK",
          timestamp: String(TIME_NOW + 60_000),
        },
      ],
      task_result: [],
    });
    simulator.advance("1h");
    const { stages, current_stage: stage } = (await task(body.task_id)).body;
    expect([stages.length, stages.every((one: { state: string }) => one.state === "success"), stage]).toEqual([
      4,
      true,
      "check_cluster",
    ]);
  });

  test("a failed task says why and where, and leaves a failed cluster with its resources", async () => {
    simulator.failTask("cluster_create", { code: "InvalidVSwitchId.IpNotEnough", message: "no address left" });
    const { body } = await create();
    simulator.advance("2m");
    const failed = (await task(body.task_id)).body;
    expect(failed).toMatchObject({
      state: "fail",
      current_stage: "init_master",
      error: { code: "InvalidVSwitchId.IpNotEnough", message: "no address left" },
    });
    expect(failed.stages.map((one: { state: string; message: string }) => [one.state, one.message])).toEqual([
      ["success", "prepare_vpc"],
      ["fail", "no address left"],
    ]);
    expect((await detail(body.cluster_id)).body).toMatchObject({ state: "failed", master_url: "" });
    expect(simulator.resources()).not.toEqual([]);
  });

  test("a failure chooses its stage, and hits only so many tasks", async () => {
    simulator.failTask("cluster_create", { code: "X", message: "x", stage: "check_cluster" }, { times: 1 });
    const first = await create();
    const second = await create({ name: "second" });
    simulator.advance("3m");
    expect((await task(first.body.task_id)).body.state).toBe("running");
    simulator.advance("1m");
    expect((await task(first.body.task_id)).body).toMatchObject({ state: "fail", current_stage: "check_cluster" });
    expect((await task(second.body.task_id)).body.state).toBe("success");
  });

  test("the length of each stage is an option", async () => {
    const asked: unknown[] = [];
    const stageLengths = (...question: readonly unknown[]) => {
      asked.push(question);
      return [60_000, 10_000, 20_000, 5_000];
    };
    await restart({ stageLengths });
    const { body } = await create();
    const stages = async () => (await task(body.task_id)).body;
    simulator.advance(69_999);
    expect(await stages()).toMatchObject({ state: "running", current_stage: "init_master" });
    simulator.advance(1);
    const { created, current_stage, stages: begun } = await stages();
    const starts = begun.map(({ start_time }: { start_time: string }) =>
      Date.parse(`${start_time.replace(" ", "T")}+08:00`),
    );
    expect([current_stage, starts.map((ms: number) => ms - Date.parse(created))]).toEqual([
      "install_addons",
      [0, 60_000, 70_000],
    ]);
    simulator.advance(24_999);
    expect((await stages()).state).toBe("running");
    simulator.advance(1);
    expect([(await stages()).state, state()]).toEqual(["success", "running"]);
    expect(asked).toEqual([["cluster_create", 240_000, 4]]);
  });

  test("the word of a failed task is an option", async () => {
    await restart({ taskFailWord: "failed" });
    simulator.failTask("cluster_create", { code: "X", message: "x" });
    const { body } = await create();
    simulator.advance("4m");
    expect((await task(body.task_id)).body.state).toBe("failed");
  });

  test("a canceled creation leaves a failed cluster", async () => {
    const { body } = await create();
    expect((await cancel(body.task_id)).status).toBe(200);
    simulator.advance("1h");
    expect([state(), (await task(body.task_id)).body.state]).toEqual(["failed", "canceled"]);
    expect(code(await cancel(body.task_id))).toEqual([400, "ErrorTaskState"]);
  });

  test("a task that does not exist is not found", async () => {
    expect(code(await task("T-0"))).toEqual([404, "ErrorTaskNotFound"]);
  });
});
