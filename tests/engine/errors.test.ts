import type * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { properties } from "../../provider/cluster/properties/table";
import { inputNames } from "../../provider/table/property";
import { type Bench, bench, operations, quick, recorded, testSimulator, told } from "./support/cluster";
import { expectFailure, type Run, testStack } from "./support/stack";

/** What a run calls an error, beside the engine's own last word. */
function errorsOf({ diagnostics }: Run): string[] {
  return diagnostics
    .filter((line) => line.startsWith("error: ") && !/^error: (update|preview) failed$/.test(line))
    .map((line) =>
      line.replace("error: pulumi-nodejs:dynamic/ack:ServerlessCluster resource 'prod' has a problem: ", ""),
    );
}

/** A run that failed must say one thing, once, without the code that it came from. */
function expectOneError(run: Run, ...parts: string[]): void {
  expect(errorsOf(run)).toHaveLength(1);
  for (const part of parts) {
    expect(errorsOf(run)[0]).toContain(part);
    expect(told(run).filter((line) => line.includes(part))).toHaveLength(1);
  }
  expect(run.text).not.toMatch(/^\s+at |\.js:\d+/m);
}

describe("wrong inputs", () => {
  let life: Bench;

  beforeAll(async () => {
    life = await bench({});
  });

  test("ten of them are ten clear errors in one preview", async () => {
    const wrong = {
      name: "-prod",
      clusterSpec: "ack pro",
      serviceCidr: "10.0.0.0/8",
      vpcId: "my-vpc",
      vswitchIds: ["vsw-a", "vsw-a"],
      timezone: "Mars/Olympus",
      deletionProtection: "yes",
      tags: { "acs:owner": "ada" },
      addons: [{ name: "logtail-ds", config: { sls_project_name: "" } }],
      loggingtype: "SLS",
    };
    life.wishes.prod = wrong as unknown as ServerlessClusterArgs;
    const run = await expectFailure(life.stack.preview());
    expect(errorsOf(run)).toEqual([
      'clusterSpec must be one of "ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge"; got "ack pro"',
      'deletionProtection must be true or false; got "yes"',
      'loggingtype is not a property of a ServerlessCluster; did you mean "loggingType"?',
      'name must be a name of 1 to 63 letters, digits, Chinese characters and hyphens that does not start with a hyphen, such as "prod-1"; got "-prod"',
      'serviceCidr must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20"; got "10.0.0.0/8"',
      'tags must be a map with keys that do not start with "aliyun", "acs:" or a key that ACK sets itself; got key "acs:owner"',
      'timezone must be an IANA time zone such as "Asia/Shanghai"; got "Mars/Olympus"',
      'vpcId must be an id that starts with "vpc-"; got "my-vpc"',
      'vswitchIds must be a list of different vSwitches; got "vsw-a" more than once',
      'addons[0].config must have a log project\'s name in "sls_project_name"; leave that key out to have ACK create a project',
    ]);
    expect(life.simulator.requests()).toEqual([]);
  });

  test("every input may be unknown until another resource exists, whole or in part", async () => {
    const exclusive = ["zoneId", "isEnterpriseSecurityGroup"];
    life.stack.program = async () => {
      const other = new ServerlessCluster("other", { zoneId: "cn-hangzhou-i" });
      // biome-ignore lint/suspicious/noExplicitAny: stands for an input of any type
      const unknown: pulumi.Output<any> = other.state;
      const all = (names: string[]) => Object.fromEntries(names.map((name) => [name, unknown]));
      const names = inputNames(properties);
      new ServerlessCluster("whole", all(names.filter((name) => !exclusive.includes(name))));
      new ServerlessCluster("exclusive", all(names.filter((name) => exclusive.includes(name))));
      new ServerlessCluster("parts", {
        vpcId: "vpc-1",
        vswitchIds: ["vsw-a", unknown, unknown],
        serviceDiscoveryTypes: ["CoreDNS", unknown],
        tags: { env: unknown, team: "web" },
        addons: [
          unknown,
          { name: unknown, version: unknown },
          { name: "logtail-ds", config: { sls_project_name: unknown }, disabled: unknown },
          { name: "nginx-ingress-controller", config: unknown },
        ],
      });
    };
    expect(operations(await life.stack.preview())).toEqual(["create", "create", "create", "create"]);
    expect(life.simulator.requests()).toEqual([]);
  });
});

describe("a provider that is not set up", () => {
  const program = async () => void new ServerlessCluster("prod", { zoneId: "cn-hangzhou-i" });

  test("without a region says where it can be set, at preview", async () => {
    const stack = await testStack({ program, config: quick });
    expect(errorsOf(await expectFailure(stack.preview()))).toEqual([
      "regionId must be set, or the provider's region: the stack configuration \"alicloud:region\", a Provider's region, or the environment variable ALICLOUD_REGION",
    ]);
  });

  test("without a usable account says what is missing, and calls nobody", async () => {
    const simulator = await testSimulator();
    const stack = await testStack({ program, simulator, config: quick });
    await stack.removeConfig("alicloud:secretKey");
    expectOneError(
      await expectFailure(stack.up()),
      "the access key id was found in the provider's configuration (alicloud:accessKey), but the access key secret is missing: set alicloud:secretKey",
    );
    await stack.removeConfig("alicloud:accessKey");
    expectOneError(
      await expectFailure(stack.up()),
      "no credentials",
      "set alicloud:accessKey and alicloud:secretKey in the stack's configuration",
    );
    expect(simulator.requests()).toEqual([]);
  });
});

describe("a refused call", () => {
  let life: Bench;

  beforeAll(async () => {
    life = await bench({ prod: { name: "prod", zoneId: "cn-hangzhou-i" } });
  });

  test("names the RAM action that was denied", async () => {
    const { stack, simulator } = life;
    simulator.failNext("CreateCluster", {
      kind: "status",
      status: 403,
      code: "StatusForbidden",
      message: "STSToken policy Forbidden for action cs:CreateCluster",
    });
    expectOneError(
      await expectFailure(stack.up()),
      'creating cluster "prod": ACK refused the request: STSToken policy Forbidden for action cs:CreateCluster',
      "Allow the RAM action cs:CreateCluster for the credentials in use.",
      "operation: CreateCluster   code: StatusForbidden   status: 403   request id: ",
    );
    expect(simulator.requests("CreateCluster")).toHaveLength(1);
    expect(simulator.clusters()).toEqual([]);
  });

  test("is one clear error wherever it comes up: in a diff, a refresh, an update, a deletion", async () => {
    const { stack, simulator, wishes } = life;
    await stack.up();
    const { id } = recorded(stack, "prod");
    wishes.prod = { ...wishes.prod, serviceCidr: "172.22.0.0/20" };
    expectOneError(await expectFailure(stack.preview()), 'serviceCidr: was never set for this cluster, which has "172');
    wishes.prod = { name: "prod", zoneId: "cn-hangzhou-i", tags: { env: "prod" } };
    const deny = (operation: string) =>
      simulator.failNext(operation, {
        kind: "status",
        status: 403,
        code: "StatusForbidden",
        message: `STSToken policy Forbidden for action cs:${operation}`,
      });
    deny("DescribeClusterDetail");
    expectOneError(await expectFailure(stack.refresh()), `reading cluster ${id}: ACK refused the request`);
    deny("TagResources");
    expectOneError(await expectFailure(stack.up()), `changing tags of cluster ${id}: ACK refused the request`);
    deny("DeleteCluster");
    expectOneError(await expectFailure(stack.destroy()), `deleting cluster ${id}: ACK refused the request`);
    await stack.destroy();
    expect(simulator.clusters()).toEqual([]);
  });

  test("of an unknown key says which of the two is wrong", async () => {
    const { stack, simulator } = life;
    await stack.setConfig({ "alicloud:secretKey": { secret: "not-the-secret" } });
    expectOneError(
      await expectFailure(stack.up()),
      'creating cluster "prod"',
      "Check the access key secret: it does not belong to the access key id.",
    );
    await stack.setConfig({ "alicloud:accessKey": "not-a-key" });
    expectOneError(
      await expectFailure(stack.up()),
      'creating cluster "prod"',
      "Check the access key id: it is not known to Alibaba Cloud.",
    );
    expect(simulator.clusters()).toEqual([]);
  });
});
