import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { CS_VERSION, ROUTES } from "../../simulator/http/routes";
import { type Sent, sent } from "./support/sent";

/** The interpreter for which the set-up installs the vendor's SDK, where there is one. */
const python = join(__dirname, "..", "..", ".work", "python", "bin", "python");

function hasSdk(): boolean {
  if (!existsSync(python)) return false;
  try {
    execFileSync(python, ["-c", "import alibabacloud_cs20151215"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

interface Asked {
  readonly operation: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: object;
  readonly body: unknown;
}

type Outcome = { readonly status: number } | { readonly error: string };

function ask(requests: readonly Asked[], { url, accounts }: Simulator): Promise<Outcome[]> {
  const env = {
    PATH: process.env.PATH,
    ENDPOINT: new URL(url).host,
    ACCESS_KEY_ID: accounts[0].accessKeyId,
    ACCESS_KEY_SECRET: accounts[0].accessKeySecret,
  };
  return new Promise((resolve, reject) => {
    const child = execFile(python, [join(__dirname, "python", "client.py")], { env }, (error, stdout, stderr) =>
      error === null ? resolve(JSON.parse(stdout)) : reject(new Error(stderr)),
    );
    child.stdin?.end(JSON.stringify(requests));
  });
}

/** The operations of CS: those of other services are not in this SDK. */
const operations = Object.keys(sent).filter((name) =>
  ROUTES.some(({ operation, version = CS_VERSION }) => operation === name && version === CS_VERSION),
);

(hasSdk() ? test : test.skip)(
  "the vendor's SDK for Python sends every operation so that the simulator carries it out (needs Python)",
  async () => {
    const simulator = await Simulator.start({ clusterQuota: 100 });
    try {
      const asked = operations.map((operation, index): Asked => {
        const of = sent[operation] as (id: string) => Sent;
        const { cluster_id: id } = simulator.seed({ name: `python-${index}`, ...of("").seed });
        const { path, query, body } = of(id);
        const paths = { clusterId: id, regionId: "cn-hangzhou", ...path };
        return { operation, path: paths, query: query ?? {}, body: body ?? {} };
      });
      const outcomes = await ask(asked, simulator);
      const isDone = (one: Outcome | undefined) => one !== undefined && "status" in one && one.status < 300;
      const told = outcomes.map((one, index) => [operations[index], isDone(one) || one]);
      // Its model of MigrateCluster has only the bucket of a dedicated cluster.
      const refused = { error: expect.stringContaining("The parameter 'type' is invalid") };
      expect(told).toEqual(operations.map((operation) => [operation, operation === "MigrateCluster" ? refused : true]));
      expect(simulator.unhandled()).toEqual([]);
    } finally {
      await simulator.close();
    }
  },
);
