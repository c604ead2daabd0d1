import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "pulumi-ack-serverless";
import * as plugin from "pulumi-ack-serverless/plugin";
import * as semver from "semver";
import { properties } from "../../provider/cluster/properties/table";
import { lifecycle, type Property } from "../../provider/table/property";
import type { Seed } from "../../simulator";
import type { StackState } from "../../tools/engine/engine";

/** A folder for each released version. What is in it was written by that version, and is never written again. */
export const versionsFolder = join(__dirname, "versions");

export const hosts = { dynamic, plugin } as const;
export type Host = keyof typeof hosts;

/** Where the simulator was, in a recorded state. */
export const simulatorPlace = "http://simulator";

/** What a version promises to programs and states: each property's lifecycle, and the type that the schema gives it. */
export interface Contract {
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Fixture {
  readonly args: dynamic.ServerlessClusterArgs;
  readonly contract: Contract;
  /** A stack of each host, and its cluster for a simulator. */
  readonly stacks: Readonly<Record<Host, { readonly state: StackState; readonly cluster: Seed }>>;
}

/** The versions that have a folder, oldest first. */
export function versions(): string[] {
  return readdirSync(versionsFolder).sort(semver.compare);
}

/** What a version left behind. */
export function fixtureOf(version: string): Fixture {
  const read = (name: string) => JSON.parse(readFileSync(join(versionsFolder, version, `${name}.json`), "utf8"));
  return {
    args: read("args"),
    contract: read("contract"),
    stacks: {
      dynamic: { state: read("dynamic"), cluster: read("cluster.dynamic") },
      plugin: { state: read("plugin"), cluster: read("cluster.plugin") },
    },
  };
}

/** The names that fields of programs got after a version had recorded its program, by property. */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = { deleteOptions: { SLB: "slb" } };

/** A recorded program as its author has to write it today. */
function today(args: dynamic.ServerlessClusterArgs): dynamic.ServerlessClusterArgs {
  return Object.fromEntries(
    Object.entries(args).map(([property, value]) => {
      const names = renamed[property];
      if (names === undefined) return [property, value];
      return [property, Object.fromEntries(Object.entries(value).map(([name, one]) => [names[name] ?? name, one]))];
    }),
  );
}

/** A program with one cluster, whose add-on configurations are secrets. */
export function programOf(host: Host, recorded: dynamic.ServerlessClusterArgs): () => Promise<void> {
  const args = today(recorded);
  const addons = (args.addons ?? []) as readonly dynamic.ServerlessClusterArgs[];
  const secret = addons.map((addon) => ({
    ...addon,
    ...("config" in addon && { config: pulumi.secret(addon.config) }),
  }));
  return async () => {
    new hosts[host].ServerlessCluster("prod", { ...args, addons: secret as never });
  };
}

/** The contract of the version at hand. */
export function contract(): Contract {
  const schema = JSON.parse(readFileSync(join(__dirname, "..", "..", "provider", "schema.json"), "utf8"));
  const { inputProperties, properties: all } = schema.resources["ack-serverless:index:ServerlessCluster"];
  const table: Readonly<Record<string, Property<unknown>>> = properties as never;
  const types = (named: Readonly<Record<string, SchemaProperty>>) =>
    Object.fromEntries(
      Object.entries(named).map(([name, shape]) => {
        const { facts } = table[name] as Property<unknown>;
        return [name, `${lifecycle(facts)} ${typeText(shape)}`];
      }),
    );
  return { inputs: types(inputProperties), outputs: types(all) };
}

interface SchemaProperty {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: SchemaProperty;
  readonly additionalProperties?: SchemaProperty;
}

function typeText({ type, $ref, items, additionalProperties }: SchemaProperty): string {
  if (items !== undefined) return `${typeText(items)}[]`;
  if (additionalProperties !== undefined) return `map of ${typeText(additionalProperties)}`;
  return type ?? String($ref).split(":").at(-1) ?? "";
}
