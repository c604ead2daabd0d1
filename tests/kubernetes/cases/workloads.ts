import { rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";
import { operations, quick } from "../../engine/support/cluster";
import { withPlugin } from "../../engine/support/plugin";
import { loadProgram, type Run, testStack } from "../../engine/support/stack";
import { kubectl, local, withKubernetesPlugin } from "../support/local";

const example = join(__dirname, "..", "..", "..", "examples", "kubernetes-workload", "index.ts");
const place = 'zoneId: "cn-hangzhou-i",';

type Edit = (source: string) => string;

/** examples/kubernetes-workload and edits of it, with @pulumi/kubernetes. */
export function workloads(): void {
  withKubernetesPlugin("a workload by @pulumi/kubernetes", (plugin) => {
    beforeEach(() => local().install());

    const providers = [...withPlugin.plugins.providers, { name: "kubernetes", path: plugin }];

    /** No pods run here, for which the plugin would wait. */
    const skipAwait: Edit = (source) =>
      edited(source, "namespace: namespace.metadata.name", 'annotations: { "pulumi.com/skipAwait": "true" }, $&');

    async function stackOf(project: string, ownEdit: Edit = (source) => source) {
      const { environment, simulator } = local();
      const load = (edit: Edit = (source) => source) =>
        loadProgram(example, (source) => ownEdit(skipAwait(edit(source))));
      const stack = await testStack({
        simulator,
        program: load(),
        project,
        config: quick,
        env: { ...environment, PATH: [environment.PATH, process.env.PATH].join(delimiter) },
        settings: { plugins: { providers } },
      });
      return { stack, load };
    }

    const objects = (run: Run) =>
      run.steps.filter(({ type }) => type.startsWith("kubernetes:")).map(({ op, type }) => `${op} ${type}`);
    const replaced = (run: Run) => objects(run).filter((step) => step.includes("replace"));
    const uids = () => kubectl(local().apiServer.kubeconfig, "get deployments -A -o jsonpath={.items[*].metadata.uid}");

    /** Those of the example. This API server outlives the simulator's clusters. */
    async function removeNamespaces() {
      const admin = local().apiServer.kubeconfig;
      const names = (await kubectl(admin, "get namespaces -o name")).split("\n");
      for (const name of names.filter((one) => one.startsWith("namespace/web-")))
        await kubectl(admin, `delete ${name}`);
    }

    test.each([
      ["dynamic", (source: string) => source],
      ["plugin", (source: string) => edited(source, '"pulumi-ack-serverless"', '"pulumi-ack-serverless/plugin"')],
    ])("the example, with the cluster of the %s host: it stays while the cluster does", async (host, ownEdit) => {
      const { stack, load } = await stackOf(`workload-${host}`, ownEdit);
      const { outputs } = await stack.up();
      const file = local().file("kubeconfig.yaml", outputs.kubeconfig);
      expect(await kubectl(file, "get deployments,services -A -o name")).toMatch(
        /^deployment.apps\/web-\w+\nservice\/kubernetes\nservice\/web-\w+\n$/,
      );
      const before = await uids();

      const tagged: Edit = (source) => edited(source, place, `$& tags: { team: "web" },`);
      stack.program = load(tagged);
      expect(replaced(await stack.preview())).toEqual([]);
      expect((await stack.up()).outputs.kubeconfig).toBe(outputs.kubeconfig);

      stack.program = load((source) => edited(tagged(source), place, "$& endpointPublicAccess: false,"));
      const preview = await stack.preview();
      expect(replaced(preview)).toEqual([]);
      expect(preview.text).toContain("the server in the output kubeconfig changes from https://127.0.0.1:");
      const moved = (await stack.up()).outputs.kubeconfig;
      expect(moved).toBe(String(outputs.kubeconfig).replace("https://127.0.0.1:", "https://localhost:"));
      expect(await uids()).toBe(before);

      await stack.destroy();
      expect(await uids()).toBe("");
      expect(await kubectl(local().apiServer.kubeconfig, "get namespaces -o name")).not.toContain("namespace/web-");
    });

    test("without clusterIdentifier, a new address replaces every object, and the preview says so", async () => {
      const { stack, load } = await stackOf("unidentified", (source) =>
        edited(source, ", clusterIdentifier: cluster.id", ""),
      );
      await stack.up();
      const before = await uids();
      stack.program = load((source) => edited(source, place, `$& endpointPublicAccess: false,`));
      const preview = await stack.preview();
      expect(replaced(preview)).toContain("replace kubernetes:apps/v1:Deployment");
      expect(preview.text).toContain("@pulumi/kubernetes replaces every object of a Provider that has this kubeconfig");
      await stack.up();
      expect(await uids()).not.toBe(before);
      await stack.destroy();
    });

    test("deletedWith: cluster leaves the objects to the cluster's own end", async () => {
      const { stack } = await stackOf("deleted-with", (source) =>
        source.replaceAll("{ provider }", "{ provider, deletedWith: cluster }"),
      );
      await stack.up();
      const before = await uids();
      await stack.destroy();
      expect(
        local()
          .simulator.clusters()
          .map(({ name }) => name),
      ).not.toContain("workload");
      expect(await uids()).toBe(before);
      await removeNamespaces();
    });

    test("a cluster deleted elsewhere: deleteUnreachable lets a refresh remove the objects from the state, too", async () => {
      const { stack } = await stackOf("deleted-elsewhere", (source) =>
        edited(source, "clusterIdentifier:", "deleteUnreachable: true, $&"),
      );
      const { outputs } = await stack.up();
      local().simulator.vanish(String(outputs.clusterId));
      await local().simulator.settled();
      local().forgetCredentials();
      await stack.refresh();
      const types = stack.exportState().resources.map(({ type }) => type);
      expect(types.filter((type) => /^kubernetes:|ServerlessCluster/.test(type))).toEqual([]);
      await removeNamespaces();
    });

    test("two projects: objects in a project of their own, by a stack reference, notice no edit of the cluster", async () => {
      const cluster = (more: object) => async () => {
        const { clusterId, kubeconfig } = new ServerlessCluster("shared", { zoneId: "cn-hangzhou-i", ...more });
        return { clusterId, kubeconfig };
      };
      const { simulator, environment } = local();
      const PATH = [environment.PATH, process.env.PATH].join(delimiter);
      const infra = await testStack({ simulator, program: cluster({}), project: "infra", config: quick });
      await infra.up();
      const objects = async () => {
        const reference = new pulumi.StackReference("organization/infra/test");
        const [kubeconfig, clusterIdentifier] = ["kubeconfig", "clusterId"].map((name) =>
          reference.requireOutput(name),
        );
        const provider = new k8s.Provider("shared", { kubeconfig, clusterIdentifier });
        const { metadata } = new k8s.core.v1.ConfigMap("shop", { data: { greeting: "hello" } }, { provider });
        return { name: metadata.name };
      };
      const shared = join(infra.folder, "state");
      const apps = await testStack({
        program: objects,
        project: "apps",
        env: { ...environment, PATH, PULUMI_BACKEND_URL: `file://${shared}` },
        settings: { plugins: { providers } },
      });
      rmSync(join(apps.folder, "state"), { recursive: true });
      symlinkSync(shared, join(apps.folder, "state"));
      await apps.up();
      expect(await kubectl(local().apiServer.kubeconfig, "get configmaps -o name")).toContain("configmap/shop-");

      infra.program = cluster({ tags: { team: "web" } });
      await infra.up();
      expect(operations(await apps.preview()).filter((op) => op !== "same" && op !== "read")).toEqual([]);
      await apps.destroy();
      expect(await kubectl(local().apiServer.kubeconfig, "get configmaps -o name")).not.toContain("configmap/shop-");
      await infra.destroy();
    });
  });
}

function edited(source: string, from: string, to: string): string {
  if (!source.includes(from)) throw new Error(`examples/kubernetes-workload does not hold ${from}`);
  return source.replace(from, to);
}
