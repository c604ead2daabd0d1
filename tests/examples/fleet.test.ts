import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Simulator } from "../../simulator";
import { cliLocation, simulatorConfig } from "../../tools/engine/engine";
import { isolatedEnvironment } from "../../tools/engine/isolation";
import { expectNothingLeft, quick, testSimulator } from "../engine/support/cluster";
import { folder } from "./support/example";

describe("fleet", () => {
  const place = mkdtempSync(join(__dirname, "..", "..", ".work", "fleet-"));
  const zones: Record<string, string> = {
    hangzhou: "cn-hangzhou-i",
    beijing: "cn-beijing-a",
    frankfurt: "cn-hangzhou-i",
  };
  const regions: Readonly<Record<string, string>> = {
    hangzhou: "cn-hangzhou",
    beijing: "cn-beijing",
    frankfurt: "eu-central-1",
  };
  let simulator: Simulator;

  beforeAll(async () => {
    for (const name of ["state", "home"]) mkdirSync(join(place, name));
    simulator = await testSimulator();
  });

  afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

  /** Runs the example as its scripts do, with a list of its own. */
  async function fleet(action: string): Promise<{ code: number | null; lines: string[] }> {
    const endpoints = simulatorConfig(simulator)["alicloud:endpoints"];
    const config = { ...quick, "alicloud:endpoints": endpoints };
    const clusters = Object.entries(zones).map(([name, zone]) => ({ name, zone, region: regions[name], config }));
    const list = join(place, "fleet.json");
    writeFileSync(list, JSON.stringify({ atOnce: 2, clusters }));
    const { root } = cliLocation();
    const child = spawn(process.execPath, ["--import", `file://${require.resolve("tsx")}`, "index.ts", action, list], {
      cwd: join(folder, "fleet"),
      env: {
        ...process.env,
        ...isolatedEnvironment(place, place),
        PULUMI_HOME: join(place, "home"),
        // Pulumi makes a folder for each stack of an inline program, and leaves it.
        TMPDIR: place,
        ALICLOUD_ACCESS_KEY: simulator.accounts[0].accessKeyId,
        ALICLOUD_SECRET_KEY: simulator.accounts[0].accessKeySecret,
        ...(root !== undefined && { PATH: `${join(root, "bin")}${delimiter}${process.env.PATH}` }),
      },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, lines: said.split("\n").filter((line) => line.trim() !== "") };
  }

  test("two are worked on at once, and one that fails stops no other", async () => {
    const { code, lines } = await fleet("up");
    const beginnings = lines.findIndex((line) => !/^\S+ \w+$/.test(line));
    expect(lines.slice(0, beginnings).map((line) => line.slice(2))).toEqual(["hangzhou", "beijing"]);
    const ends = lines.map((line) => /^\S+ (\w+: 2 create|\w+ \[FAILED)/.exec(line)?.[1]);
    expect(ends.findIndex((end) => end !== undefined)).toBeLessThan(
      lines.findIndex((line) => /^\S+ frankfurt$/.test(line)),
    );
    expect(ends.filter((end) => end !== undefined).sort()).toEqual([
      "beijing: 2 create",
      "frankfurt [FAILED",
      "hangzhou: 2 create",
    ]);
    expect(lines.join("\n")).toContain('zoneId must be a zone of region "eu-central-1"; got "cn-hangzhou-i"');
    expect(lines.at(-1)).toBe("1 of 3 failed: frankfurt");
    expect(code).toBe(1);
    expect(
      simulator
        .clusters()
        .map(({ region_id }) => region_id)
        .sort(),
    ).toEqual(["cn-beijing", "cn-hangzhou"]);
  });

  test("what failed is created by the next run, and what exists stays as it is", async () => {
    zones.frankfurt = "eu-central-1a";
    const { code, lines } = await fleet("up");
    expect({ code, lines: lines.join("\n") }).toEqual({
      code: 0,
      lines: expect.stringContaining("hangzhou: 2 same, https://"),
    });
    expect(lines.join("\n")).toMatch(/frankfurt: create$/m);
    expect(simulator.requests("CreateCluster")).toHaveLength(3);
  });

  test("destroy takes all of them away", async () => {
    expect(await fleet("destroy")).toMatchObject({ code: 0 });
    expectNothingLeft(simulator);
  });
});
