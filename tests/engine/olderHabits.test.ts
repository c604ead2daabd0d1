import { join } from "node:path";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import type { Simulator } from "../../simulator";
import { simulatorConfig } from "../../tools/engine/engine";
import { bench, names, quick, testSimulator, told, writesDuring } from "./support/cluster";
import { zone } from "./support/row";
import { drive, sdks } from "./support/sdks";
import { expectFailure, testStack } from "./support/stack";
import { write, yamlStack } from "./support/yaml";

/** Names of other tools, and misspelled ones. */
const strangeNames = { enndpointPublicAccess: true, vswitchId: "vsw-a", profile: "Acs" };
/** Values of the right type that ACK does not take. */
const values = {
  name: "my_cluster",
  kubernetesVersion: "v1.20",
  vpcId: "vpc-1",
  serviceCidr: "192.168.0.0/12",
};

const aboutValues = [
  'kubernetesVersion must be a Kubernetes version such as "1.32.1-aliyun.1", or the beginning of one such as "1.32"; got "v1.20"',
  'name must be a name of 1 to 63 letters, digits, Chinese characters and hyphens that does not start with a hyphen, such as "prod-1"; got "my_cluster"',
  'serviceCidr must be a network inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a prefix from /16 to /24 and no host bits, such as "172.21.0.0/20"; got "192.168.0.0/12"',
];
const aboutNames = [
  'enndpointPublicAccess is not a property of a ServerlessCluster; did you mean "endpointPublicAccess"?',
  'profile is not a property of a ServerlessCluster, whose profile is always "Serverless"; "Acs" is an ACS cluster (Container Compute Service), another product: manage it with alicloud.cs.ManagedKubernetes of @pulumi/alicloud; Alibaba Cloud offers no conversion between the two',
  'vswitchId is not a property of a ServerlessCluster; did you mean "vswitchIds"?',
];

describe("one preview reports everything that is wrong", () => {
  test("with a program in untyped TypeScript, without a call", async () => {
    const wish = { ...strangeNames, ...values, vswitchIds: "vsw-a" } as unknown as ServerlessClusterArgs;
    const { stack, simulator } = await bench({ prod: wish });
    const lines = told(await expectFailure(stack.preview()));
    expect(lines.map((line) => line.replace(/^.* has a problem: /, ""))).toEqual(
      [...aboutNames, ...aboutValues, 'vswitchIds must be a list; got "vsw-a"'].sort(),
    );
    expect(simulator.requests()).toEqual([]);
  });

  test("with a YAML program: the values, once Pulumi's own check of names and types has passed", async () => {
    const simulator = await testSimulator();
    const stack = await yamlStack(simulator);
    const program = (properties: object) =>
      write(stack, { resources: { prod: { type: "ack-serverless:ServerlessCluster", properties } } });
    program({ ...strangeNames, ...values, vswitchIds: "vsw-a" });
    const first = (await expectFailure(stack.run("preview"))).text;
    expect(first).toContain("vswitchIds: Cannot assign type 'string' to type 'List<string>'");
    for (const name of Object.keys(strangeNames)) expect(first).toContain(name);
    program({ ...values, vswitchIds: ["vsw-a"] });
    const second = (await expectFailure(stack.run("preview"))).text;
    for (const line of aboutValues) expect(second).toContain(line);
    expect(simulator.requests()).toEqual([]);
  });

  const { python } = sdks;
  (python === undefined ? test.skip : test)(
    "with a Python program, without a call: all of it in an untyped dictionary, the values with the SDK's class",
    async () => {
      const simulator = await testSimulator();
      const untyped = { ...strangeNames, ...values, vswitchIds: "vsw-a" };
      const typed = {
        name: values.name,
        kubernetes_version: values.kubernetesVersion,
        vpc_id: values.vpcId,
        service_cidr: values.serviceCidr,
        vswitch_ids: "vsw-a",
      };
      const args = [join(__dirname, "python", "habits.py"), JSON.stringify({ untyped, typed })];
      const driver = { language: "Python", command: String(python), args } as const;
      const said = (await drive(driver, { ...simulatorConfig(simulator), ...quick })) as Record<string, string>;
      const aboutTheList = 'vswitchIds must be a list; got "vsw-a"';
      for (const line of [...aboutNames, ...aboutValues, aboutTheList]) expect(said.untyped).toContain(line);
      for (const line of [...aboutValues, aboutTheList]) expect(said.typed).toContain(line);
      expect(simulator.requests()).toEqual([]);
    },
  );
});

describe("a service range inside the range of a VPC that the same program makes", () => {
  /** The second cluster is in the VPC of the first, 192.168.0.0/16, whose id a preview does not know. */
  async function twoClusters(configOf: (simulator: Simulator) => Readonly<Record<string, string>> = () => ({})) {
    const simulator = await testSimulator();
    const program = async () => {
      const { vpcId, vswitchIds } = new ServerlessCluster("first", zone);
      new ServerlessCluster("second", { name: "second", vpcId, vswitchIds, serviceCidr: "192.168.32.0/20" });
    };
    const stack = await testStack({ simulator, program, config: { ...quick, ...configOf(simulator) } });
    await stack.preview();
    const writes = await writesDuring(simulator, async () => {
      texts = told(await expectFailure(stack.up())).join("\n");
    });
    const created = writes.filter(({ operation }) => operation === "CreateCluster");
    return { texts, created: created.map(({ status }) => status), names: names(created), simulator };
  }
  let texts = "";

  test("is found before CreateCluster is called for it", async () => {
    const found = await twoClusters();
    expect(found.created).toEqual([202]);
    expect(found.texts).toMatch(/192\.168\.32\.0\/20 overlaps 192\.168\.0\.0\/16 of vpc-\w+/);
    expect(found.texts).toContain("set a network that nothing else in the VPC uses, such as 172.21.0.0/20");
    expect(found.simulator.clusters()).toHaveLength(1);
  });

  test("is refused by ACK where the VPC cannot be read, and no second cluster exists", async () => {
    const found = await twoClusters(({ url }) => ({
      "alicloud:endpoints": JSON.stringify({ cs: url, sts: url }),
    }));
    expect(found.created).toEqual([202, 400]);
    expect(found.texts).toContain(
      'creating cluster "second": ACK refused the request: service cidr 192.168.32.0/20 overlaps with the VPC cidr 192.168.0.0/16',
    );
    expect(found.simulator.clusters()).toHaveLength(1);
  });
});
