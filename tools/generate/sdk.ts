import { sourceOf } from "../../provider/cluster/properties/source";
import { isReported, lifecycle, type Property, type Table } from "../../provider/table/property";
import type { Field, Shape } from "../../provider/table/shapes";
import { methodsSource, methodTypes } from "./sdkFunctions";
import { header, lifecycleSentence } from "./words";

const fromTable = header("the property table");

/** The arguments of a cluster, and the types that they and the outputs name. */
export function clusterArgsSource(table: Table): string {
  const inputs = inputsOf(table);
  return `${fromTable}import type * as pulumi from "./pulumi";

${namedTypes(inputs)}
/** The arguments of a \`ServerlessCluster\`. The provider does not manage an omitted input: the cluster keeps its value. */
export interface ServerlessClusterArgs {
${inputs.map(([name, entry]) => `${comment(entry, 2)}  ${name}?: ${optional(entry.shape.typescript.input)};`).join("\n")}
}
`;
}

/** What the dynamic class and the plugin's class have in common. */
export function clusterBaseSource(table: Table): string {
  const entries = Object.entries(table);
  const records = inputsOf(table).flatMap(([, { shape }]) => (shape.fields ? [shape.fields.name] : []));
  return `${fromTable}import * as pulumi from "./pulumi";
import type { ${[...new Set(records)].sort().join(", ")} } from "./clusterArgs";

/** The names of a cluster's outputs. */
export const outputs: readonly string[] = [
${entries.map(([name]) => `  ${JSON.stringify(name)},`).join("\n")}
];

/** The outputs of an ACK Serverless cluster, common to both of its classes. */
export abstract class ServerlessClusterBase extends pulumi.CustomResource {
${entries.map(([name, entry]) => `${comment(entry, 2)}  declare readonly ${name}: ${outputType(entry)};`).join("\n")}
}
`;
}

/** The dynamic class, which programs import. */
export function clusterSource(): string {
  return `${fromTable}import * as pulumi from "./pulumi";
import type { ServerlessClusterArgs } from "./clusterArgs";
import * as functions from "./functions";
import type { ${methodTypes()} } from "./functionTypes";
import { methodOutput } from "./invoke";
import { clusterType, resourceOptions, resourceProps } from "./props";
import { outputs, ServerlessClusterBase } from "./serverlessClusterBase";

${clusterClass(
  "resourceProps(clusterType, name, args, outputs, opts), resourceOptions(args, opts)",
  ({ name }) => `methodOutput(functions.${name}Output, this, args)`,
)}`;
}

/** The plugin's class. It has the arguments and the outputs of the dynamic class. */
export function pluginClusterSource(): string {
  return `${fromTable}import * as pulumi from "../pulumi";
import type { ServerlessClusterArgs } from "../clusterArgs";
import type { ${methodTypes()} } from "../functionTypes";
import { outputs, ServerlessClusterBase } from "../serverlessClusterBase";
import { callMethod, clusterOptions, clusterProps, clusterType } from "./cluster";

${clusterClass(
  "clusterProps(args, outputs), clusterOptions(args, opts)",
  ({ name }) => `callMethod("${name}", { regionId: this.regionId, ...args }, this)`,
)}`;
}

/** A class with its constructor and with what identifies it, as in every SDK that Pulumi generates. */
function clusterClass(handed: string, answerWith: Parameters<typeof methodsSource>[0]): string {
  return `/** An ACK Serverless cluster. */
export class ServerlessCluster extends ServerlessClusterBase {
  /** The resource's type in states, policies and mocks. */
  static readonly __pulumiType: string = clusterType;

  /** Whether a value is a \`ServerlessCluster\` of this copy of the package or of another one. */
  static override isInstance(value: unknown): value is ServerlessCluster {
    return (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === clusterType;
  }

  /**
   * Reads an existing cluster without managing it.
   *
   * @param id the cluster's id in the provider's region, or \`<region>/<cluster id>\`
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ServerlessCluster {
    return new ServerlessCluster(name, {}, { ...opts, id });
  }

  constructor(name: string, args: ServerlessClusterArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    super(clusterType, name, ${handed});
  }

${methodsSource(answerWith)}}
`;
}

function inputsOf(table: Table): (readonly [string, Property<unknown>])[] {
  return Object.entries(table).filter(([, { facts }]) => lifecycle(facts) !== "output");
}

/** The type of a property's output: not optional if a running cluster always reports it. */
export function outputType({ shape, facts }: Property<unknown>): string {
  const output = shape.typescript.output;
  return (isReported(facts) || facts.isAlwaysReported === true) && facts.mayBeAbsent !== true
    ? `pulumi.Output<${output}>`
    : `pulumi.Output<${output} | undefined>`;
}

/** The objects with a name of their own in a shape: each with its fields and what it is. */
function recordsIn(
  name: string,
  shape: Shape<unknown>,
): (readonly [string, Readonly<Record<string, Field>>, string])[] {
  if (shape.fields === undefined) return [];
  const inner = Object.entries(shape.fields.of).flatMap(([field, { shape }]) => recordsIn(field, shape));
  return [[shape.fields.name, shape.fields.of, whose(name, shape)], ...inner];
}

function namedTypes(entries: readonly (readonly [string, Property<unknown>])[]): string {
  return entries
    .flatMap(([property, { shape }]) => recordsIn(property, shape))
    .map(
      ([name, fields, whole]) => `/** ${whole}. */
export interface ${name} {
${Object.entries(fields)
  .map(
    ([field, { shape, doc, required }]) =>
      `  /** ${doc} */\n  readonly ${field}${required ? "" : "?"}: ${shape.typescript.output};`,
  )
  .join("\n")}
}

/** ${whole}, as an argument. */
export interface ${name}Args {
${Object.entries(fields)
  .map(
    ([field, { shape, doc, required }]) =>
      `  /** ${doc} */\n  ${field}${required ? `: ${shape.typescript.input}` : `?: ${optional(shape.typescript.input)}`};`,
  )
  .join("\n")}
}
`,
    )
    .join("\n");
}

function whose(property: string, shape: Shape<unknown>): string {
  return shape.schema.type === "array" ? `An element of \`${property}\`` : `The value of \`${property}\``;
}

/** An optional argument accepts `undefined`, also as the value of an output. */
export function optional(input: string): string {
  return input.replace(/>$/, " | undefined>");
}

/** The documentation of a property, as JSDoc. */
export function comment({ facts, shape }: Property<unknown>, indent: number): string {
  const pad = " ".repeat(indent);
  const lines = [facts.doc, ...details(facts, shape as Shape<unknown>)];
  return `${pad}/**\n${lines.map((line) => `${pad} * ${line}`).join("\n")}\n${pad} */\n`;
}

function details(facts: Property<unknown>["facts"], shape: Shape<unknown>): string[] {
  if (lifecycle(facts) === "output") return ["", `Source: ${sourceOf(facts)}.`];
  return ["", `Must be ${shape.expects}.`, "", lifecycleSentence(facts), "", `Source: ${sourceOf(facts)}.`];
}
