import { readFileSync } from "node:fs";
import { join } from "node:path";
import { play } from "../../../tools/demo/workload";
import { timings } from "../../../tools/kubernetes/timings";
import { local } from "../support/local";

const page = join(__dirname, "..", "..", "..", "docs", "workload.md");

/** docs/workload.md: `npm run workload -- --record` writes it. */
export function recording(): void {
  describe("the recording in docs/workload.md", () => {
    beforeEach(() => local().install());

    test("shows the steps, commands and checks of today", async () => {
      for (const { cluster_id: clusterId } of local().simulator.clusters()) local().simulator.vanish(clusterId);
      let shown = "";
      const write = (text: string) => {
        shown += text;
        return true;
      };
      await play(local(), { isTTY: false, write: write as NodeJS.WriteStream["write"] });
      const recorded = /^```text\n(.*?)^```$/ms.exec(readFileSync(page, "utf8"))?.[1] ?? "";
      const own = (text: string) => text.split("\n").filter((line) => line.trim() !== "" && !line.includes("│"));
      expect(own(recorded)).toEqual(own(shown));
    });

    test("measures four ways to log in, of which those that keep no credential ask ACK", async () => {
      local().forgetCredentials();
      const measured = await timings(local(), 1);
      expect(measured.map(({ calls }) => calls)).toEqual([0, 0, 1, 1]);
      const rows = readFileSync(page, "utf8").matchAll(/^\| (.*?) \| \d+\.\d\d s \|.*?\| (\d+) \|$/gm);
      expect([...rows].map(([, way, calls]) => [way, Number(calls)])).toEqual(
        measured.map(({ way, calls }) => [way, calls]),
      );
    });
  });
}
