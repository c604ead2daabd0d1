import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { ServerlessCluster, type ServerlessClusterArgs } from "pulumi-ack-serverless";
import { deletionProtection, encryptedSecrets, noPublicEndpoint, requiredTags } from "./rules";

/** What a rule says of a cluster with these arguments, or of another resource. */
async function violations(
  { validateResource }: ResourceValidationPolicy,
  props: ServerlessClusterArgs,
  type: string = ServerlessCluster.__pulumiType,
): Promise<string[]> {
  const said: string[] = [];
  const args = {
    type,
    props,
    // As the policy host does it: a class is known by its type.
    asType: (known: { readonly __pulumiType?: string }) => (known.__pulumiType === type ? props : undefined),
    getConfig: () => ({ keys: ["team"] }),
  } as unknown as ResourceValidationArgs;
  for (const rule of [validateResource ?? []].flat()) await rule(args, (message) => said.push(message));
  return said;
}

test("a public endpoint is refused, also where it is the default", async () => {
  assert.equal((await violations(noPublicEndpoint, {})).length, 1);
  assert.equal((await violations(noPublicEndpoint, { endpointPublicAccess: true })).length, 1);
  assert.deepEqual(await violations(noPublicEndpoint, { endpointPublicAccess: false }), []);
});

test("a cluster must be protected, and stay so", async () => {
  assert.deepEqual(await violations(deletionProtection, {}), ["Set deletionProtection: true."]);
  assert.equal((await violations(deletionProtection, { deletionProtection: true, forceDestroy: true })).length, 1);
  assert.deepEqual(await violations(deletionProtection, { deletionProtection: true }), []);
});

test("Secrets should be encrypted", async () => {
  assert.equal((await violations(encryptedSecrets, {})).length, 1);
  assert.equal((await violations(encryptedSecrets, { secretEncryption: { enabled: false } })).length, 1);
  assert.deepEqual(await violations(encryptedSecrets, { secretEncryption: { kmsKeyId: "key-1" } }), []);
});

test("missing tags are named", async () => {
  assert.deepEqual(await violations(requiredTags, { tags: { app: "shop" } }), ["Add the tags team."]);
  assert.deepEqual(await violations(requiredTags, { tags: { team: "web" } }), []);
});

test("clusters of the plugin are judged, other resources are not", async () => {
  assert.equal((await violations(noPublicEndpoint, {}, "ack-serverless:index:ServerlessCluster")).length, 1);
  assert.deepEqual(await violations(noPublicEndpoint, {}, "alicloud:vpc/network:Network"), []);
});
