import { Simulator } from "../../simulator";
import { Home } from "../ack/support/home";
import { Command } from "./support/command";

let simulator: Simulator;
let command: Command;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate", missingRoles: ["AliyunCSManagedLogRole"] });
  command = new Command(simulator);
  simulator.addVpc({
    vpcId: "vpc-1a",
    region: "cn-hangzhou",
    cidr: "10.0.0.0/16",
    vswitches: [{ vswitchId: "vsw-1a", zoneId: "cn-hangzhou-i" }],
  });
  simulator.seed({ name: "other", vpcid: "vpc-1a", vswitch_ids: ["vsw-1a"], service_cidr: "172.22.0.0/20" });
});

afterEach(async () => {
  command.dispose();
  expect(simulator.unhandled()).toEqual([]);
  await simulator.close();
});

describe("ack-serverless doctor", () => {
  test("ends with 0 if nothing would make the creation fail", async () => {
    const flags = [
      "--name",
      "prod",
      "--vpc",
      "vpc-1a",
      "--vswitch",
      "vsw-1a",
      "--service-cidr",
      "172.21.0.0/20",
      "--version",
      "1.34",
    ];
    expect(await command.run("doctor", ...flags)).toEqual({
      code: 0,
      err: "",
      out: `✓ credentials: the credentials are of account 1000000000000001
✓ service: Container Service answers in cn-hangzhou
! roles: the service role AliyunCSManagedLogRole is missing
    grant it to Alibaba Cloud services: https://cs.console.aliyun.com offers it on first use, or create it in RAM
✓ quota: 1 of 20 Serverless clusters exist in cn-hangzhou; those in other regions count too
✓ name: "prod" is free in cn-hangzhou
✓ kubernetesVersion: a new cluster gets 1.34.10-aliyun.1
✓ vpcId: vpc-1a exists: 10.0.0.0/16
✓ serviceCidr: 172.21.0.0/20 is free in vpc-1a
✓ vswitchIds: vsw-1a is in zone cn-hangzhou-i and has 250 free addresses

The checks found nothing that would make the creation fail (1 doubtful).
`,
    });
  });

  test("ends with 3 if the creation would fail, or a preview would refuse it", async () => {
    const flags = ["--name", "-x", "--vpc", "vpc-1a", "--service-cidr", "10.0.0.0/20", "--version", "1.20"];
    const { code, out } = await command.run("doctor", ...flags);
    expect(code).toBe(3);
    expect(out.split("\n").filter((line) => line.startsWith("✗"))).toEqual([
      expect.stringMatching(/^✗ name: must be a name of 1 to 63 letters/),
      "✗ vswitchIds: must be set with vpcId: 1 to 3 vSwitches of that VPC",
      "✗ kubernetesVersion: ACK does not create clusters with Kubernetes 1.20 in cn-hangzhou",
      "✗ serviceCidr: 10.0.0.0/20 overlaps 10.0.0.0/16 of vpc-1a",
    ]);
    expect(out).toContain("The creation would fail: 4 reasons (1 doubtful).");
  });

  test("checks the account alone where no network is named, and writes JSON", async () => {
    const { code, out } = await command.run("doctor", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      creatable: true,
      findings: [{ check: "credentials", verdict: "fine" }, {}, {}, {}],
    });
  });

  test("reports each wrong flag under the check that it belongs to, and makes no call without a region", async () => {
    const flags = ["--name", "-x", "--spec", "pro", "--version", "x", "--zone", "x", "--service-cidr", "x", "--json"];
    const { findings } = JSON.parse((await command.run("doctor", ...flags)).out);
    const failing = findings.filter(({ verdict }: { verdict: string }) => verdict === "fails");
    const labels = failing.map(({ check, property }: Record<string, string>) => `${check} ${property}`);
    expect([...new Set(labels)]).toEqual([
      "name name",
      "zone zoneId",
      "serviceCidr serviceCidr",
      "edition clusterSpec",
      "version kubernetesVersion",
    ]);
    const before = simulator.requests().length;
    const nowhere = await command.run("doctor", "--region", "no where", "--json");
    expect(JSON.parse(nowhere.out)).toMatchObject({ findings: [{ check: "region", property: "regionId" }] });
    expect({ code: nowhere.code, requests: simulator.requests().length }).toEqual({ code: 3, requests: before });
  });

  test("doubts an edition that the provider does not know", async () => {
    const { code, out } = await command.run("doctor", "--spec", "ack.pro.8xlarge");
    expect(code).toBe(0);
    expect(out).toContain('clusterSpec is "ack.pro.8xlarge", which is none of the known values "ack.standard", ');
  });

  test("says what RAM denies, and goes on", async () => {
    simulator.failNext("CheckServiceRole", { kind: "status", status: 403, code: "StatusForbidden", message: "no" });
    const { code, out } = await command.run("doctor");
    expect(code).toBe(0);
    expect(out).toContain("? roles: could not check: RAM denies cs:CheckServiceRole\n    allow cs:CheckServiceRole\n");
    expect(out).toContain("(1 not checked)");
  });

  test("ends with 3 where there are no credentials", async () => {
    const env = { ALICLOUD_REGION: "cn-hangzhou", ALICLOUD_ACCESS_KEY: "half" };
    const { code, out } = await command.runWith({ env }, "doctor");
    expect(code).toBe(3);
    expect(out).toContain("✗ credentials: the access key id was found in the environment");
  });

  test.each([[], ["--json"]])(
    "names the file of a profile that it cannot read, and shows nothing of it: %j",
    async (...flags) => {
      const home = new Home();
      try {
        home.write('{"profiles":[{"name":"work","mode":"AK","access_key_secret":"SECRET-OF-THE-KEY",}]}');
        const { code, out, err } = await command.runWith(
          { env: {} },
          "doctor",
          "--region",
          "cn-hangzhou",
          "--profile",
          "work",
          ...flags,
        );
        expect([code, err]).toEqual([3, ""]);
        expect(out).toContain(`the file ${home.profilePath} is not a JSON object`);
        expect(out).not.toContain("SECRET-OF");
      } finally {
        home.remove();
      }
    },
  );
});

test("ack-serverless versions lists them in columns", async () => {
  expect(await command.run("versions", "--from", "1.34")).toEqual({
    code: 0,
    err: "",
    out: `VERSION           NEW CLUSTERS  SUPPORTED UNTIL  UPGRADES TO
1.34.10-aliyun.1  yes           2026-12-31       1.35.2-aliyun.1
1.34.1-aliyun.1   yes           2026-12-31       1.34.10-aliyun.1, 1.35.2-aliyun.1
`,
  });
  const { out } = await command.run("versions", "--creatable", "--json");
  expect(JSON.parse(out)).toHaveLength(4);
  expect(await command.run("versions", "--from", "x")).toMatchObject({
    code: 1,
    err: expect.stringContaining("from must be"),
  });
});
