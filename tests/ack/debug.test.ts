import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { vendorExchange } from "../../provider/ack/vendorRequests";
import { canary } from "./support/connection";
import { Service } from "./support/service";

const service = new Service();
beforeAll(() => service.start());
afterAll(() => service.stop());

test("DEBUG=*: writes neither the security token nor an answer", async () => {
  const answered = "canary-of-the-answer";
  service.answer({ status: 200, body: JSON.stringify({ answered }) });
  const config = {
    "alicloud:endpoints": JSON.stringify({ cs: service.address }),
    "alicloud:accessKey": canary.accessKey,
    "alicloud:secretKey": canary.secretKey,
    "alicloud:securityToken": canary.securityToken,
  };
  const caller = ["--import", "tsx", join(__dirname, "support/environmentCaller.ts"), JSON.stringify(config)];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, caller, {
    env: { PATH: process.env.PATH ?? "", DEBUG: "*" },
  });
  expect(stdout).toBe(`an answer: {"answered":"${answered}"}\n`);
  expect(stderr).toBe("");
});

test("other libraries' lines are written, even during a call of ours", async () => {
  const debug = require("debug") as {
    (name: string): (text: string) => void;
    enable(names: string): void;
    disable(): string;
    log(...texts: unknown[]): void;
  };
  const lines = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  debug.enable("theirs");
  const ours = vendorExchange({ connectMs: 1000, totalMs: 1000 }).run(async () => {
    debug("theirs")("inside");
  });
  debug("theirs")("outside");
  await ours;
  debug.disable();
  const written = lines.mock.calls.join("");
  lines.mockRestore();
  expect([written.includes("outside"), written.includes("inside")]).toEqual([true, false]);
});
