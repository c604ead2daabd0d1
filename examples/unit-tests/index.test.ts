import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";

/** The program, loaded after the mocks are set: its resources are declared while it loads. */
let program: typeof import("./index");

before(async () => {
  await pulumi.runtime.setMocks(
    {
      // What the engine would answer: an id, and the state. Outputs that are not told here are undefined.
      newResource({ type, name, inputs }) {
        if (type !== ServerlessCluster.__pulumiType) return { id: `${name}-id`, state: inputs };
        const inTheVpc = { intranetApiServerEndpoint: "https://192.168.0.10:6443" };
        const onTheInternet = inputs.endpointPublicAccess && { apiServerEndpoint: "https://203.0.113.10:6443" };
        return { id: "c-shop", state: { ...inputs, clusterId: "c-shop", ...inTheVpc, ...onTheInternet } };
      },
      call: () => ({}),
    },
    "shop",
    "prod",
  );
  program = await import("./index.js");
});

/** The value of an output. */
function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

test("production is protected and private", async () => {
  const { deletionProtection, endpointPublicAccess, clusterSpec } = program.cluster;
  assert.equal(await resolved(deletionProtection), true);
  assert.equal(await resolved(endpointPublicAccess), false);
  assert.equal(await resolved(clusterSpec), "ack.pro.small");
});

test("a cluster tells its stack", async () => {
  assert.deepEqual(await resolved(program.cluster.tags), { app: "shop", stack: "prod" });
});

test("a private cluster is reached in its VPC", async () => {
  assert.equal(await resolved(program.apiServer), "https://192.168.0.10:6443");
});
