import { readFileSync } from "node:fs";
import { properties } from "../../provider/cluster/properties/table";
import { inputNames, type Property } from "../../provider/table/property";
import { clusterType, expectNothingLeft, testSimulator } from "../engine/support/cluster";
import { configureByReadme, exampleStack, fileOf } from "./support/example";

/** Every input of the table, and the fields of those that have some: `addons.name`. */
const all = inputNames(properties).flatMap((name) => {
  const { shape } = (properties as Readonly<Record<string, Property<unknown>>>)[name] as Property<unknown>;
  return [name, ...Object.keys(shape.fields?.of ?? {}).map((field) => `${name}.${field}`)];
});

/** The inputs and fields that a cluster sets. */
function set(inputs: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(inputs)
    .filter(([name]) => !name.startsWith("__"))
    .flatMap(([name, value]) => {
      const items = [value].flat().filter((item) => typeof item === "object" && item !== null);
      return [name, ...items.flatMap((item) => Object.keys(item as object).map((field) => `${name}.${field}`))];
    });
}

test("everything: sets every input, is accepted by ACK, and leaves what it says", async () => {
  const simulator = await testSimulator();
  const existing = simulator.seed({ name: "existing" }).cluster_id;
  const stack = await exampleStack("everything", simulator);
  await configureByReadme(stack, "everything", (line) => line.replace(/(existingClusterId) .*/, `$1 ${existing}`));
  await stack.up();

  const clusters = stack.exportState().resources.filter(({ type }) => type === clusterType);
  expect(clusters.map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual(["adopted", "made", "own"]);
  const given = clusters.flatMap(({ inputs = {} }) => set(inputs));
  expect(all.filter((name) => !given.includes(name))).toEqual([]);
  // These two are in every state: the provider fills them in where a program does not.
  const program = readFileSync(fileOf("everything"), "utf8");
  expect(["name", "regionId"].filter((name) => !new RegExp(`^  ${name}: `, "m").test(program))).toEqual([]);
  expect(simulator.clusters()).toHaveLength(3);

  expect(Object.keys((await stack.up("--refresh", "--expect-no-changes")).changes)).toEqual(["same"]);
  await stack.destroy();
  expectNothingLeft(simulator, ["log-project"]);
});
