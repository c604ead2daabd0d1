import { type AnswerField, type Query, queries } from "../../../provider/cluster/functions/query";
import { isObject } from "../../../provider/table/values";
import { World } from "../support/world";

/** What in an answer is not as the query's fields declare it. */
function strangers(answer: unknown, fields: Readonly<Record<string, AnswerField>>, path = ""): string[] {
  if (!isObject(answer)) return [`${path} is no object`];
  const undeclared = Object.keys(answer).filter((name) => !Object.hasOwn(fields, name));
  return [
    ...undeclared.map((name) => `${path}${name} is not declared`),
    ...Object.entries(fields).flatMap(([name, { shape, required }]) => {
      const value = answer[name];
      if (value === undefined) return required ? [`${path}${name} is missing`] : [];
      const faults = shape.zod.safeParse(value).error?.issues ?? [];
      return faults.map(({ path: inner, message }) => `${path}${name} ${inner.join(".")} ${message}`);
    }),
  ];
}

const tags = [{ key: "env", value: "prod" }];

test.each<[keyof typeof queries, (clusterId: string) => Record<string, unknown>]>([
  ["getCluster", (clusterId) => ({ clusterId })],
  ["getClusters", () => ({ tags: { env: "prod" } })],
  ["getKubeconfig", (clusterId) => ({ clusterId })],
  ["getKubernetesVersions", () => ({ from: "1.34" })],
  ["getAddons", (clusterId) => ({ clusterId })],
  ["getAddonConfigSchema", () => ({ name: "coredns" })],
  ["getClusterResources", (clusterId) => ({ clusterId, withAddonResources: true })],
])("%s answers what the schema declares", async (name, args) => {
  const world = await World.start();
  const { cluster_id: clusterId } = world.simulator.seed({ name: "live", tags });
  const query: Query = queries[name];
  const answer = await query.run(args(clusterId), world.context());
  expect(strangers(answer, query.outputs)).toEqual([]);
  const [first] = Object.values(answer);
  expect(Array.isArray(first) ? first.length : 1).toBeGreaterThan(0);
});

test("a credential is declared secret, and nothing else is", () => {
  const secret = Object.entries(queries).flatMap(([name, { outputs }]) =>
    Object.entries(outputs).flatMap(([field, { secret }]) => (secret ? [`${name}.${field}`] : [])),
  );
  expect(secret).toEqual(["getKubeconfig.config"]);
});
