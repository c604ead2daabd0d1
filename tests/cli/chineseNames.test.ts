import ts from "typescript";
import { getClusters } from "../../provider/cluster/functions/getClusters";
import { standaloneContext } from "../../provider/hosts/standalone";
import { Simulator } from "../../simulator";
import { Command } from "./support/command";

let simulator: Simulator;
let command: Command;
beforeEach(async () => {
  simulator = await Simulator.start();
  command = new Command(simulator);
});
afterEach(async () => {
  command.dispose();
  await simulator.close();
});

test("an import keeps the characters of a cluster's name, in the resource's name, the files and the program", async () => {
  const id = simulator.seed({ name: "生产集群-1" }).cluster_id;
  const { code, out } = await command.run("import", `cn-hangzhou/${id}`);
  expect(code).toBe(0);
  expect(out).toContain("  wrote 生产集群-1.import.json\n  wrote 生产集群-1.ts\n");
  const [resource] = JSON.parse(command.read("生产集群-1.import.json")).resources;
  expect(resource).toMatchObject({ name: "生产集群-1", inputs: { name: "生产集群-1" } });
  const program = command.read("生产集群-1.ts");
  expect(program).toContain('new ServerlessCluster("生产集群-1", {\n  name: "生产集群-1",');
  const { diagnostics } = ts.transpileModule(program, { reportDiagnostics: true });
  expect(diagnostics).toEqual([]);
});

test("names that differ in such characters alone are told apart", async () => {
  const written: string[] = [];
  for (const name of ["甲", "乙"]) {
    const { out } = await command.run("import", `cn-hangzhou/${simulator.seed({ name: `集群-${name}` }).cluster_id}`);
    written.push(...(out.match(/wrote \S+\.ts/g) ?? []));
  }
  expect(written).toEqual(["wrote 集群-甲.ts", "wrote 集群-乙.ts"]);
});

test("the filter of getClusters finds them", async () => {
  for (const name of ["生产集群", "测试集群"]) simulator.seed({ name });
  const { accessKeyId, accessKeySecret } = simulator.accounts[0];
  const config: Record<string, string> = {
    "alicloud:region": "cn-hangzhou",
    "alicloud:accessKey": accessKeyId,
    "alicloud:secretKey": accessKeySecret,
    "alicloud:endpoints": JSON.stringify({ cs: simulator.url, sts: simulator.url }),
  };
  const context = standaloneContext({ config: (key) => config[key], env: {} });
  const clusters = await getClusters.call({ name: "生产集群" }, context);
  expect(clusters.map(({ name }) => name)).toEqual(["生产集群"]);
});
