import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { UserMachine } from "../../../tools/kubernetes/userMachine";
import { hostileFolder } from "../../cli/support/hostileFolder";
import { execKubeconfig, fetches, kubectl, local, revoke } from "../support/local";

/** `ack-serverless kubeconfig`, with kubectl as its reader. */
export function commands(): void {
  describe("ack-serverless kubeconfig", () => {
    beforeEach(() => local().install());

    test("--exec: kubectl calls share one credential, and --no-cache in the entry ends that", async () => {
      const cluster = local().simulator.seed({ name: "kept" });
      const file = execKubeconfig(cluster);
      await kubectl(file, "get namespaces");
      await kubectl(file, "get configmaps");
      expect(fetches(cluster)).toBe(1);
      local().install((own) => `exec ${own} --no-cache`);
      await kubectl(file, "get namespaces");
      await kubectl(file, "get namespaces");
      expect(fetches(cluster)).toBe(3);
    });

    test("--exec: kubectl runs the installed command, whatever the current folder holds", async () => {
      const marker = join(local().home, "marker");
      const hostile = hostileFolder(join(local().home, "hostile"), marker);
      const file = execKubeconfig(local().simulator.seed({ name: "hostile-folder" }));
      const kubectlThere = (env = local().environment) => local().kubectl(file, "get namespaces -o name", env, hostile);
      expect((await kubectlThere()).stdout).toContain("namespace/default");
      expect(existsSync(marker)).toBe(false);

      const path = [join(hostile, "node_modules", ".bin"), "/usr/bin", "/bin"].join(delimiter);
      const env = { ...local().environment, PATH: path };
      await expect(kubectlThere(env)).rejects.toThrow();
      expect(existsSync(marker)).toBe(true);
    });

    test("--exec: with only a private address, kubectl uses that", async () => {
      const cluster = local().simulator.seed({ name: "private", endpoint_public_access: false });
      const file = execKubeconfig(cluster);
      expect(await kubectl(file, "config view -o jsonpath={.clusters[0].cluster.server}")).toMatch(/localhost/);
      expect(await kubectl(file, "get namespaces -o name")).toContain("namespace/default");
    });

    test("--exec: a long command fetches a new credential when its own ends, and a watch goes on", async () => {
      const { simulator } = local();
      const file = execKubeconfig(simulator.seed({ name: "watched" }));
      const cluster = simulator.seed({ name: "long" });
      await kubectl(file, "create configmap before-the-end");
      const ended = join(local().home, "ended");
      local().install((own) => `${own} --no-cache | node ${local().file("endSoon.js", endSoonUntil(ended))}`);
      const watch = local().kubectl(file, "get configmaps --watch -o name");
      const proxy = local().kubectl(execKubeconfig(cluster), "proxy --port=0");
      try {
        const [served] = await Promise.all([
          text(proxy, /Starting to serve on .*\n/),
          text(watch, /configmap\/before-the-end\n/),
        ]);
        const address = /127\.0\.0\.1:\d+/.exec(served)?.[0];
        const read = async () => {
          const answer = await fetch(`http://${address}/api/v1/namespaces/default`);
          return answer.ok ? "read" : answer.text();
        };
        expect(await read()).toBe("read");
        const before = fetches(cluster);
        await new Promise((resolve) => setTimeout(resolve, LIFE_MS));
        local().file("ended", "");
        // kubectl closes the connections of the old credential: the request that it fetches a new one for may fail
        // because of that.
        await read();
        expect(fetches(cluster)).toBe(before + 1);
        expect(await read()).toBe("read");

        const seen = text(watch, /configmap\/after-the-end\n/);
        await kubectl(file, "create configmap after-the-end");
        expect(await seen).toBe("configmap/after-the-end\n");
      } finally {
        for (const { child } of [watch, proxy]) child.kill();
        await Promise.allSettled([watch, proxy]);
      }
    });

    test("--exec: a revoked credential is kept until its file is deleted", async () => {
      const cluster = local().simulator.seed({ name: "revoked-exec" });
      const file = execKubeconfig(cluster);
      await kubectl(file, "get namespaces");
      await revoke(cluster.cluster_id);
      await expect(kubectl(file, "get namespaces")).rejects.toThrow("is forbidden: User");
      local().forgetCredentials();
      await kubectl(file, "get namespaces");
    });

    test("--exec: of a deleted cluster, kubectl shows the command's error", async () => {
      const cluster = local().simulator.seed({ name: "gone-exec" });
      const file = execKubeconfig(cluster);
      local().simulator.vanish(cluster.cluster_id);
      const { stderr } = await kubectl(file, "get namespaces").catch((failure) => failure);
      expect(stderr).toContain(`cluster {${cluster.cluster_id}} not found in your clusters`);
      expect(stderr).toContain("getting credentials: exec: executable ack-serverless failed with exit code 1");
    });

    test("--merge: kubectl uses the new context of its own file, and the others stay", async () => {
      const { simulator, apiServer } = local();
      const { cluster_id: first } = simulator.seed({ name: "first" });
      const { cluster_id: second } = simulator.seed({ name: "second" });
      const file = local().file("config", "# mine\n");
      const environment = { KUBECONFIG: file };
      await local().ack(`kubeconfig cn-hangzhou/${first} --merge --ttl 30`, environment);
      await local().ack(`kubeconfig cn-hangzhou/${second} --merge --private --set-context other`, environment);

      expect(await kubectl(file, "config get-contexts -o name")).toBe(`${first}\nother\n`);
      expect(await kubectl(file, "config current-context")).toBe("other\n");
      expect(await kubectl(file, `cluster-info --context ${first}`)).toContain(apiServer.url);
      expect(await kubectl(file, "cluster-info")).toContain(apiServer.url.replace("127.0.0.1", "localhost"));
      await revoke(second);
      await expect(kubectl(file, "get namespaces")).rejects.toThrow("is forbidden: User");
      await kubectl(file, `get namespaces --context ${first}`);
    });
  });
}

const LIFE_MS = 3000;

/**
 * Lets a credential end while a command runs, as long as there is no such file: Kubernetes signs nothing for less than ten
 * minutes.
 */
const endSoonUntil = (ended: string) => `
const { existsSync, readFileSync } = require("node:fs");
const credential = JSON.parse(readFileSync(0, "utf8"));
if (!existsSync(${JSON.stringify(ended)}))
  credential.status.expirationTimestamp = new Date(Date.now() + ${LIFE_MS}).toISOString();
console.log(JSON.stringify(credential));
`;

/** What a program writes until the pattern appears. */
function text({ child }: ReturnType<UserMachine["kubectl"]>, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let read = "";
    child.stdout?.on("data", (more: string) => {
      read += more;
      if (pattern.test(read)) resolve(read);
    });
    child.once("exit", (code) => reject(new Error(`kubectl ended with ${code} before it wrote ${pattern}: ${read}`)));
  });
}
