import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as semver from "semver";
import { properties } from "../provider/cluster/properties/table";
import { inputNames, type Property, wiresOf } from "../provider/table/property";
import { CREATE } from "../simulator/operations/createBody";
import { MODIFY } from "../simulator/operations/modify";
import { rows } from "./engine/support/featureRows";
import { expectStepDone } from "./support/propertySteps";

const table: Readonly<Record<string, Property<unknown>>> = properties as never;
const released = join(__dirname, "state", "versions");

/** What the simulator acts on, in the operations whose bodies also hold names without any effect there. */
const taken: Readonly<Record<string, object>> = {
  CreateCluster: CREATE.takes.shape,
  ModifyCluster: MODIFY.takes.shape,
};

test("the simulator acts on every name that the table sends to create or modify a cluster", () => {
  const left = Object.entries(table).flatMap(([name, { facts }]) =>
    Object.entries(facts.at).flatMap(([operation, place]) => {
      const names = taken[operation];
      const unknown = names === undefined ? [] : wiresOf(place).filter((wire) => !(wire in names));
      return unknown.map((wire) => `the simulator's ${operation} does nothing with ${wire} (${name})`);
    }),
  );
  expectStepDone(4, left);
});

test("every input has a row in the engine's golden table, and each of its fields occurs there", () => {
  expectStepDone(
    4,
    inputNames(properties)
      .filter((name) => !(name in rows))
      .map((name) => `no row: ${name}`),
  );
  expect(Object.keys(rows).sort()).toEqual(inputNames(properties).sort());
  for (const [name, { set, to }] of Object.entries(rows)) {
    const fields = Object.keys(table[name]?.shape.fields?.of ?? {});
    const used = [set, to].flat().flatMap((value) => Object.keys(value as object));
    expectStepDone(
      4,
      fields.filter((field) => !used.includes(field)).map((field) => `neither value in the row has ${name}.${field}`),
    );
  }
});

test("every property that is new since the last version stands in the changelog, among the unreleased changes", () => {
  const last = readdirSync(released).sort(semver.compare).at(-1);
  const { inputs, outputs } = JSON.parse(readFileSync(join(released, String(last), "contract.json"), "utf8"));
  const changelog = readFileSync(join(__dirname, "..", "CHANGELOG.md"), "utf8");
  const toCome = changelog.split(/^## /m).find((part) => part.startsWith("[Unreleased]")) ?? "";
  const fresh = Object.keys(properties).filter((name) => !(name in inputs || name in outputs));
  expectStepDone(
    5,
    fresh.filter((name) => !toCome.includes(`\`${name}\``)).map((name) => `not in the changelog: ${name}`),
  );
});
