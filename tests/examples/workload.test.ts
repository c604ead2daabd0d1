import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";
import { loadProgram } from "../../tools/engine/program";
import { fileOf } from "./support/example";

/**
 * With mocks, as the plugin of @pulumi/kubernetes and an API server cannot be had everywhere: tests/kubernetes runs it with
 * both. That the program's types fit is seen in projects.test.ts.
 */
describe("kubernetes-workload, with mocks", () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];
  const kubeconfig = "a kubeconfig without a credential";
  let outputs: Readonly<Record<string, pulumi.Output<unknown>>>;

  beforeAll(async () => {
    await pulumi.runtime.setMocks({
      newResource(args) {
        registered.push(args);
        const own = {
          [ServerlessCluster.__pulumiType]: { clusterId: "c-1", kubeconfig },
          "kubernetes:core/v1:Namespace": { metadata: { name: "web-1a2b3c" } },
          "kubernetes:core/v1:Service": { status: { loadBalancer: { ingress: [{ ip: "203.0.113.20" }] } } },
        }[args.type];
        return { id: `${args.name}-id`, state: { ...args.inputs, ...own } };
      },
      call: () => ({}),
    });
    outputs = (await loadProgram(fileOf("kubernetes-workload"))()) as typeof outputs;
  });

  const ofType = (type: string) => registered.filter((args) => args.type === type);
  const told = (name: string) => new Promise((resolve) => outputs[name]?.apply(resolve));

  test("outputs the address of the workload", async () => {
    expect(await Promise.all(["clusterId", "address"].map(told))).toEqual(["c-1", "203.0.113.20"]);
  });

  test("the provider has the cluster's kubeconfig", () => {
    expect(ofType("pulumi:providers:kubernetes")).toMatchObject([
      { name: "workload", inputs: { kubeconfig, clusterIdentifier: "workload-id" } },
    ]);
  });

  test("everything in the cluster uses that provider, in the program's own namespace", () => {
    const inside = registered.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(inside.map(({ type }) => type).sort()).toEqual([
      "kubernetes:apps/v1:Deployment",
      "kubernetes:core/v1:Namespace",
      "kubernetes:core/v1:Service",
    ]);
    for (const { provider } of inside)
      expect(provider).toMatch(/::pulumi:providers:kubernetes::workload::workload-id$/);
    for (const { inputs } of inside.filter(({ type }) => !type.endsWith(":Namespace")))
      expect(inputs.metadata).toEqual({ namespace: "web-1a2b3c" });
  });

  test("the Service finds the pods of the Deployment", () => {
    const [{ inputs: deployment } = { inputs: {} }] = ofType("kubernetes:apps/v1:Deployment");
    const [{ inputs: service } = { inputs: {} }] = ofType("kubernetes:core/v1:Service");
    expect(service.spec.selector).toEqual(deployment.spec.template.metadata.labels);
    expect(service.spec.ports[0].port).toBe(deployment.spec.template.spec.containers[0].ports[0].containerPort);
  });
});
