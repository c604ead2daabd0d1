import { ServerlessCluster } from "pulumi-ack-serverless";
import { ServerlessCluster as PluginCluster } from "pulumi-ack-serverless/plugin";
import { quick } from "../../engine/support/cluster";
import { withPlugin } from "../../engine/support/plugin";
import { type EngineStack, testStack } from "../../engine/support/stack";
import { kubectl as kubectlWith, local } from "../support/local";

/** A stack whose output `kubeconfig` kubectl uses. */
export function stack(): void {
  describe("a cluster's output kubeconfig", () => {
    beforeEach(() => local().install());

    /** kubectl as a user runs it: with the stack's output as its file, and with keys in the environment. */
    const kubectl = (kubeconfig: unknown, args: string, env = local().environment) =>
      kubectlWith(local().file("kubeconfig.yaml", kubeconfig), args, env);

    const program = (Cluster: typeof ServerlessCluster | typeof PluginCluster, more: object) => async () => {
      const args = { regionId: "cn-hangzhou", zoneId: "cn-hangzhou-i", ...more };
      const cluster = new (Cluster as typeof ServerlessCluster)("workload", args);
      return { kubeconfig: cluster.kubeconfig, withCredential: cluster.getKubeconfig({ ttlMinutes: 20 }).config };
    };

    test.each([
      ["dynamic", ServerlessCluster, {}],
      ["plugin", PluginCluster, { settings: withPlugin }],
    ] as const)("%s: made, deployed to, changed, and destroyed", async (host, Cluster, settings) => {
      const { simulator } = local();
      const stack: EngineStack = await testStack({
        simulator,
        program: program(Cluster, {}),
        project: host,
        config: quick,
        ...settings,
      });
      const { kubeconfig } = (await stack.up()).outputs;

      await kubectl(kubeconfig, "create deployment web --image=nginx:1.29 --replicas=2");
      expect(await kubectl(kubeconfig, "get deployment web -o jsonpath={.spec.replicas}")).toBe("2");
      const { withCredential } = await stack.outputs();
      expect(withCredential?.secret).toBe(true);
      expect(await kubectl(withCredential?.value, "get deployment web -o name", local().keyless)).toBe(
        "deployment.apps/web\n",
      );

      stack.program = program(Cluster, { name: `renamed-${host}`, tags: { team: "web" }, deletionProtection: false });
      const edited = (await stack.up()).outputs;
      expect(edited.kubeconfig).toBe(kubeconfig);
      await stack.refresh();
      expect((await stack.outputs()).kubeconfig?.value).toBe(kubeconfig);

      expect(await kubectl(kubeconfig, "delete deployment web")).toContain('deployment.apps "web" deleted');
      await stack.destroy();
      await expect(kubectl(kubeconfig, "get deployments")).rejects.toThrow("is forbidden: User");
    });

    test("a missing credential has an exit code of its own, which every client shows", async () => {
      const { simulator } = local();
      const stack = await testStack({ simulator, program: program(ServerlessCluster, {}), project: "keyless" });
      const { kubeconfig } = (await stack.up()).outputs;
      await expect(kubectl(kubeconfig, "get namespaces", local().keyless)).rejects.toThrow(
        "executable ack-serverless failed with exit code 6",
      );
      await stack.destroy();
    });
  });
}
