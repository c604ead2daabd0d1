import { copyFileSync } from "node:fs";
import { fileOf } from "../../examples/support/example";
import { accessFile, commands, objectOf, secrets } from "../../examples/support/operator";
import { kubectl, local } from "../support/local";

/**
 * examples/operator, by the commands of its README. Its Program and its Stack need the operator's CRDs, which are not
 * installed here.
 */
export function operator(): void {
  describe("examples/operator", () => {
    const admin = (args: string) => kubectl(local().apiServer.kubeconfig, args);
    const namespace = objectOf("Namespace").metadata.name;
    const account = `system:serviceaccount:${namespace}:${objectOf("ServiceAccount").metadata.name}`;
    /** What `kubectl auth can-i` answers by its exit code and in its text. */
    const may = (what: string, as = account) =>
      admin(`auth can-i ${what} --as=${as}`).then(
        () => true,
        () => false,
      );

    beforeAll(async () => {
      copyFileSync(fileOf("operator", accessFile), local().file(accessFile, ""));
      for (const [name, keys] of Object.entries(secrets()))
        local().file(`${name}.env`, keys.map((key) => `${key}=held by ${name}\n`).join(""));
      for (const command of commands().filter((one) => /^(create|apply -f access)/.test(one))) await admin(command);
    });

    afterAll(() => admin(`delete -f ${accessFile} --wait=false`));

    test("the service account of the pods may check tokens and permissions, and read no Secret", async () => {
      const reviews = ["tokenreviews.authentication.k8s.io", "subjectaccessreviews.authorization.k8s.io"];
      for (const review of reviews) {
        expect([review, await may(`create ${review}`)]).toEqual([review, true]);
        expect([review, await may(`create ${review}`, `${account}-other`)]).toEqual([review, false]);
      }
      expect(await may(`get secrets --namespace ${namespace}`)).toBe(false);
    });

    test("the README's commands make the Secrets that the Stack names", async () => {
      for (const { secret } of Object.values<{ secret?: { name: string; key: string } }>(
        objectOf("Stack").spec.envRefs,
      )) {
        if (secret === undefined) continue;
        const held = await admin(
          `get secret ${secret.name} --namespace ${namespace} -o jsonpath={.data.${secret.key}}`,
        );
        expect(Buffer.from(held, "base64").toString()).toBe(`held by ${secret.name}`);
      }
    });
  });
}
