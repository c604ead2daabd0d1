import { parse } from "yaml";
import { type Access, kubeconfigOf, packageOf, withKubeconfig } from "../../../provider/cluster/state/kubeconfig";
import { messageOf, times } from "../support/failure";
import { AUTO_VPC } from "../support/inputs";
import { Stack } from "../support/stack";
import { World } from "../support/world";

const outputs = {
  clusterId: "c1",
  regionId: "cn-hangzhou",
  apiServerEndpoint: "https://203.0.113.10:6443",
  intranetApiServerEndpoint: "https://10.0.0.1:6443",
  certificateAuthority: "Y2E=",
};

test("a kubeconfig: asks for a credential whenever it is used, and holds none", () => {
  expect(kubeconfigOf(outputs)).toBe(`apiVersion: v1
kind: Config
clusters:
  - name: c1
    cluster:
      server: https://203.0.113.10:6443
      certificate-authority-data: Y2E=
users:
  - name: c1
    user:
      exec:
        apiVersion: client.authentication.k8s.io/v1
        command: ack-serverless
        args:
          - kubeconfig
          - --exec
          - --region
          - cn-hangzhou
          - c1
        installHint: 'ack-serverless is not on the PATH: install it with "npm install
          --global pulumi-ack-serverless@0"'
        interactiveMode: Never
        provideClusterInfo: false
contexts:
  - name: c1
    context:
      cluster: c1
      user: c1
current-context: c1
preferences: {}
`);
});

test("its text stays the same within a major version of this package", () => {
  const packages = ["1.0.0", "1.0.1", "1.20.3", "2.0.0"].map((version) => packageOf({ version }));
  expect(packages).toEqual([...Array(3).fill("pulumi-ack-serverless@1"), "pulumi-ack-serverless@2"]);
});

test("of a private cluster: leads to the address in the VPC", () => {
  const { apiServerEndpoint: _, ...inside } = outputs;
  expect(parse(String(kubeconfigOf(inside))).clusters[0].cluster.server).toBe("https://10.0.0.1:6443");
});

test("the recorded address stays, as long as the cluster has it", () => {
  const { apiServerEndpoint, ...inside } = outputs;
  const server = (values: object) => parse(String(kubeconfigOf({ ...values }))).clusters[0].cluster.server;
  const kubeconfig = kubeconfigOf(inside);
  expect([
    server({ ...outputs, kubeconfig }),
    server({ ...outputs, intranetApiServerEndpoint: "https://10.0.0.2:6443", kubeconfig }),
    server({ ...inside, kubeconfig: kubeconfigOf(outputs) }),
    server({ ...outputs, kubeconfig: "{" }),
  ]).toEqual(["https://10.0.0.1:6443", apiServerEndpoint, "https://10.0.0.1:6443", apiServerEndpoint]);
});

test("the settings that lead the provider to ACK lead the command there, too", () => {
  const args = (access: Access) => parse(String(kubeconfigOf(outputs, access))).users[0].user.exec.args.slice(2, -1);
  const region = ["--region", "cn-hangzhou"];
  expect(args({})).toEqual(region);
  expect(args({ configuredProfile: "prod" })).toEqual([...region, "--profile", "prod"]);
  expect(args({ vpcEndpoint: true })).toEqual([...region, "--config", "ack-serverless:vpcEndpoint=true"]);
  // Other services' addresses, and none at all, change nothing.
  expect(args({ endpoints: { vpc: "https://vpc" } })).toEqual(region);
  const endpoints = { sts: "https://sts.example.com", cs: "https://cs.example.com" };
  expect(args({ endpoints })).toEqual([
    ...region,
    "--config",
    'alicloud:endpoints={"cs":"https://cs.example.com","sts":"https://sts.example.com"}',
  ]);
});

test("without an address or the authority's certificate: there is none", () => {
  const { apiServerEndpoint: _, intranetApiServerEndpoint: __, ...nowhere } = outputs;
  const { certificateAuthority: ___, ...unknown } = outputs;
  expect([kubeconfigOf(nowhere), kubeconfigOf(unknown), withKubeconfig(unknown, {})]).toEqual([
    undefined,
    undefined,
    unknown,
  ]);
});

describe("the authority's certificate", () => {
  async function made(prepare: (world: World) => void = () => {}) {
    const world = await World.start();
    const stack = new Stack(world);
    prepare(world);
    await stack.up(AUTO_VPC);
    return { world, stack };
  }
  const FETCH = "DescribeClusterUserKubeconfig";

  test("is fetched once, at the end of the create, for the shortest time that there is", async () => {
    const { world, stack } = await made();
    expect(world.requests(FETCH).map(({ query }) => query)).toEqual([{ TemporaryDurationMinutes: "15" }]);
    expect(world.allCalls().at(-1)).toBe(FETCH);
    const before = stack.outputs;
    await stack.refresh();
    await stack.up({ ...AUTO_VPC, deletionProtection: true });
    await stack.refresh();
    expect(world.requests(FETCH)).toHaveLength(1);
    expect([stack.outputs.certificateAuthority, stack.outputs.kubeconfig]).toEqual([
      before.certificateAuthority,
      before.kubeconfig,
    ]);
  });

  test("comes with a credential that is stored nowhere", async () => {
    const { stack } = await made();
    const text = JSON.stringify(stack.state);
    expect(text).not.toMatch(/client-(key|certificate)-data|PRIVATE KEY|"token"/);
    expect(parse(String(stack.outputs.kubeconfig)).users).toEqual([
      { name: stack.id, user: { exec: expect.objectContaining({ command: "ack-serverless" }) } },
    ]);
  });

  test("that may not be fetched: a warning, and the create is done", async () => {
    const { world, stack } = await made(({ simulator }) =>
      simulator.failNext(FETCH, { kind: "status", status: 403, code: "StatusForbidden", message: "no" }),
    );
    expect(world.warnings).toEqual([
      expect.stringContaining(
        "the outputs certificateAuthority and kubeconfig stay empty: fetching a kubeconfig of cluster",
      ),
    ]);
    expect([stack.outputs.state, "kubeconfig" in stack.outputs]).toEqual(["running", false]);
    world.forget();
    await stack.up({ ...AUTO_VPC, deletionProtection: true });
    expect(times(world.requests(FETCH).length, "fetched")).toEqual(["fetched"]);
    expect(stack.outputs.kubeconfig).toContain(stack.id);
  });

  test("in an answer that is not a kubeconfig: is not known", async () => {
    for (const config of ["", "{", "clusters: []", "clusters: [{cluster: {certificate-authority-data: 5}}]"]) {
      const { stack } = await made(({ simulator }) =>
        simulator.failNext(FETCH, { kind: "raw", status: 200, body: JSON.stringify({ config }) }),
      );
      expect("kubeconfig" in stack.outputs).toBe(false);
    }
  });

  test("is not fetched of a cluster whose creation failed", async () => {
    const world = await World.start();
    world.simulator.failTask("cluster_create", { code: "X", message: "no" });
    await messageOf(new Stack(world).up(AUTO_VPC));
    expect(world.requests(FETCH)).toEqual([]);
  });
});
