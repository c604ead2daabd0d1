import type { Simulator } from "../simulator";
import { expectNothingLeft, operations, quick, testSimulator } from "./engine/support/cluster";
import { expectFailure, loadProgram, type Run, testStack } from "./engine/support/stack";
import { configureByReadme, exampleStack, fileOf } from "./examples/support/example";

/** Those that are one program and one stack, and ask for no cluster that exists. tests/examples/ has the others. */
const examples = ["quickstart", "auto-vpc", "existing-vpc", "private-cluster", "rrsa", "multi-region"];

/** A real id in place of each that the vendor's page hides the end of. */
const shown = (page: string) => JSON.parse(page.replaceAll("****", "abcd"));

/** The two requests of the vendor's page "CreateCluster" for ACK Serverless. */
const page: Readonly<Record<string, object>> = {
  "auto-vpc": shown(`{
    "cluster_type": "ManagedKubernetes",
    "profile": "Serverless",
    "cluster_spec": "ack.standard",
    "name": "test-ask",
    "region_id": "cn-hangzhou",
    "endpoint_public_access": false,
    "logging_type": "SLS",
    "private_zone": false,
    "snat_entry": true,
    "tags": [
      {
        "key": "k-aa",
        "value": "v-aa"
      }
    ],
    "deletion_protection": false,
    "addons": [
      {
        "name": "logtail-ds"
      }
    ],
    "zoneid": "cn-hangzhou-i"
  }`),
  "existing-vpc": shown(`{
    "cluster_type": "ManagedKubernetes",
    "profile": "Serverless",
    "cluster_spec": "ack.pro.small",
    "name": "ask-cluster",
    "region_id": "cn-shenzhen",
    "endpoint_public_access": true,
    "logging_type": "SLS",
    "private_zone": true,
    "tags": [
      {
        "key": "tier",
        "value": "frontend"
      }
    ],
    "deletion_protection": true,
    "addons": [
      {
        "name": "logtail-ds"
      }
    ],
    "vpcid": "vpc-wz984yvbd6lck22z3****",
    "vswitch_ids": [
      "vsw-wz9uwxhawmtzg7u9h****"
    ],
    "security_group_id": "sg-wz9b86l4s7nthi1k****"
  }`),
};

/** What the provider sends beside the page's second request, because published defaults contradict each other. */
const alwaysSent: Readonly<Record<string, object>> = { "existing-vpc": { snat_entry: false } };

const address = expect.stringMatching(/^https:\/\//);
const arn = String.raw`acs:ram::\d+:oidc-provider/ack-rrsa-c\w+`;

/** What the examples that are about an output tell. */
const tells: Readonly<Record<string, object>> = {
  "private-cluster": {
    apiServer: address,
    natGatewayId: expect.stringMatching(/^ngw-/),
    kubeconfig: expect.stringMatching(/server: https:\/\/192\.168\.[\s\S]*command: ack-serverless/),
  },
  rrsa: {
    oidcProviderArn: expect.stringMatching(new RegExp(`^${arn}$`)),
    trustPolicy: expect.stringMatching(
      new RegExp(
        `"Federated":\\["${arn}"\\].*"oidc:aud":\\["sts.aliyuncs.com"\\],"oidc:iss":\\["https://.*"\\],` +
          `"oidc:sub":\\["system:serviceaccount:default:web"\\]`,
      ),
    ),
  },
  "multi-region": { apiServers: { "cn-hangzhou": address, "eu-central-1": address } },
};

/** Takes an example from nothing to nothing. @returns the run that created it */
async function live(example: string, simulator: Simulator, ownershipTag: boolean): Promise<Run> {
  const config = { "ack-serverless:ownershipTag": String(ownershipTag) };
  const stack = await exampleStack(example, simulator, config);
  // It hands the account to its providers; the keys in its README are none.
  if (example !== "multi-region") await configureByReadme(stack, example);
  const run = await stack.up();
  expect(Object.keys((await stack.up("--refresh", "--expect-no-changes")).changes)).toEqual(["same"]);
  if (simulator.clusters().some(({ deletion_protection }) => deletion_protection)) {
    await expectFailure(stack.destroy());
    stack.program = loadProgram(fileOf(example), (source) =>
      source.replaceAll("deletionProtection: true", "deletionProtection: false"),
    );
    expect(operations(await stack.up())).toEqual(["update"]);
  }
  await stack.destroy();
  // Logs and DNS records outlive their cluster unless its deletion asks otherwise.
  expectNothingLeft(simulator, ["log-project", "private-zone"]);
  return run;
}

describe("examples", () => {
  test.each(examples)("%s lives and leaves nothing", async (example) => {
    const simulator = await testSimulator();
    const run = await live(example, simulator, !(example in page));
    const created = simulator.requests("CreateCluster").map(({ body }) => body);
    expect(created).toHaveLength(operations(run).length);
    expect(run.outputs).toMatchObject(tells[example] ?? {});
    if (example in page) expect(created).toStrictEqual([{ ...page[example], ...alwaysSent[example] }]);
  });

  test("the page's requests are examples", () => {
    expect(examples).toEqual(expect.arrayContaining(Object.keys(page)));
  });
});

test("quickstart lives through a preview, an edit, drift and its end", async () => {
  const simulator = await testSimulator();
  const stack = await testStack({ program: loadProgram(fileOf("quickstart")), simulator, config: quick });
  expect(operations(await stack.preview())).toEqual(["create"]);
  expect(simulator.requests()).toEqual([]);
  const { outputs } = await stack.up();
  const [cluster] = simulator.clusters();
  expect(outputs).toEqual({
    clusterId: cluster?.cluster_id,
    state: "running",
    kubernetesVersion: cluster?.current_version,
    vpcId: cluster?.vpc_id,
    apiServerEndpoint: expect.stringMatching(/^https:\/\//),
  });

  const edited = (source: string) => source.replace('env: "dev"', 'env: "prod", team: "web"');
  expect(edited('env: "dev"')).not.toBe('env: "dev"');
  stack.program = loadProgram(fileOf("quickstart"), edited);
  expect(operations(await stack.up())).toEqual(["update"]);
  simulator.edit(String(outputs.clusterId), { name: "by-hand" });
  expect(operations(await stack.up("--refresh"))).toEqual(["refresh", "update"]);
  expect(simulator.clusters()).toMatchObject([{ cluster_id: outputs.clusterId, name: "quickstart" }]);
  await stack.destroy();
  expectNothingLeft(simulator);
});
