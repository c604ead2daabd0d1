import { join } from "node:path";
import { simulatorConfig } from "../../tools/engine/engine";
import { quick, testSimulator } from "./support/cluster";
import { type Driver, drive, sdks } from "./support/sdks";

/** An SDK's language: how the tests run its quickstart, from creation to deletion, and answer what that reports. */
interface Language extends Omit<Driver, "command"> {
  readonly needs: string;
  readonly command: string | undefined;
}

const languages: readonly Language[] = [
  {
    language: "Python",
    needs: "Go and Python 3.9 or later",
    command: sdks.python,
    args: [join(__dirname, "python", "life.py")],
  },
  { language: "Go", needs: "Go", command: sdks.go, args: [] },
];

describe.each(languages)("a $language program with the generated SDK", ({ needs, command = "", ...driver }) => {
  const test = command === "" ? it.skip : it;

  test(`lives its whole life: needs ${needs}`, async () => {
    const simulator = await testSimulator();
    const edition = "ack.pro.16xlarge";
    simulator.edit(simulator.seed({ region_id: "cn-beijing" }).cluster_id, { cluster_spec: edition });
    expect(await drive({ ...driver, command }, { ...simulatorConfig(simulator), ...quick })).toEqual({
      outputs: {
        clusterId: { value: expect.stringMatching(/^c[0-9a-f]{32}$/), secret: false },
        version: { value: "1.35.2-aliyun.1", secret: false },
        kubeconfig: { value: expect.stringContaining("client-key-data"), secret: true },
        // An edition that is newer than the SDK.
        editions: { value: [edition], secret: false },
      },
      created: { create: 2 },
      again: { same: 2 },
      changed: { same: 1, update: 1 },
      refreshed: { same: 2 },
      destroyed: { delete: 2 },
    });
    expect(simulator.requests("TagResources").map(({ body }) => JSON.stringify(body))).toContainEqual(
      expect.stringContaining('"prod"'),
    );
    const [seeded, ...others] = simulator.clusters();
    expect(others).toEqual([]);
    expect(seeded).toMatchObject({ cluster_spec: edition });
    expect(simulator.unhandled()).toEqual([]);
  });
});
