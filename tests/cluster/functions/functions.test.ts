import { functions } from "../../../provider/cluster/functions/functions";
import {
  type AnswerField,
  answerAsObject,
  answerFields,
  type PackageFunction,
} from "../../../provider/cluster/functions/packageFunction";
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
      const faults = shape.faults(value);
      return faults.map(({ path: inner, message }) => `${path}${name} ${inner.join(".")} ${message}`);
    }),
  ];
}

const tags = [{ key: "env", value: "prod" }];

const rows: readonly [keyof typeof functions, (clusterId: string) => Record<string, unknown>][] = [
  ["getCluster", (clusterId) => ({ clusterId })],
  ["getClusters", () => ({ tags: { env: "prod" } })],
  ["getKubeconfig", (clusterId) => ({ clusterId })],
  ["getKubernetesVersions", () => ({ from: "1.34" })],
  ["getAddons", (clusterId) => ({ clusterId })],
  ["getAddonConfigSchema", () => ({ name: "coredns" })],
  ["getClusterResources", (clusterId) => ({ clusterId, withAddonResources: true })],
];

test.each(rows)("%s answers what the schema declares, and calls what it declares", async (name, args) => {
  const world = await World.start();
  const { cluster_id: clusterId } = world.simulator.seed({ name: "live", tags });
  const asked: PackageFunction = functions[name];
  const answer = await answerAsObject(asked, args(clusterId), world.context());
  expect(strangers(answer, answerFields(asked))).toEqual([]);
  const [first] = Object.values(answer);
  expect(Array.isArray(first) ? first.length : 1).toBeGreaterThan(0);
  expect(world.allCalls().filter((call) => !(asked.sources as readonly string[]).includes(call))).toEqual([]);
});

test("every function is tested, and listed under its own name", () => {
  expect(rows.map(([name]) => name).toSorted()).toEqual(Object.keys(functions).toSorted());
  expect(Object.entries(functions).filter(([name, one]) => one.name !== name)).toEqual([]);
});

test("a credential is declared secret, and nothing else is", () => {
  const secret = Object.values<PackageFunction>(functions).flatMap((one) =>
    Object.entries(answerFields(one)).flatMap(([field, { secret }]) => (secret ? [`${one.name}.${field}`] : [])),
  );
  expect(secret).toEqual(["getKubeconfig.config"]);
});
