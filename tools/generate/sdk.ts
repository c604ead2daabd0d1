import { isReported, lifecycle, type Property, type Table } from "../../provider/table/property";
import type { Shape } from "../../provider/table/shapes";
import { lifecycleSentence } from "./words";

/** The first line of what is generated. */
export const header = `// Generated from the property table by "npm run generate". Do not edit.
`;

/** What identifies a class, as in every SDK that Pulumi generates. */
export const identity = `  /** The resource's type in states, policies and mocks. */
  static readonly __pulumiType: string = clusterType;

  /** Whether a value is a \`ServerlessCluster\` of this copy of the package or of another one. */
  static override isInstance(value: unknown): value is ServerlessCluster {
    return (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === clusterType;
  }
`;

/** The class and the types that a program imports. */
export function sdkSource(table: Table): string {
  const entries = Object.entries(table);
  const inputs = entries.filter(([, { facts }]) => lifecycle(facts) !== "output");
  return `${header}import * as pulumi from "@pulumi/pulumi";
import { type ClusterKubeconfigArgs, type Kubeconfig, kubeconfigOf } from "./functions";
import { clusterType, resourceOptions, resourceProps } from "./props";

const outputs: readonly string[] = [
${entries.map(([name]) => `  ${JSON.stringify(name)},`).join("\n")}
];

${namedTypes(inputs)}
/** The arguments of a \`ServerlessCluster\`. The provider does not manage an omitted input: the cluster keeps its value. */
export interface ServerlessClusterArgs {
${inputs.map(([name, entry]) => `${comment(entry, 2)}  ${name}?: ${optional(entry.shape.typescript.input)};`).join("\n")}
}

/** An ACK Serverless cluster. */
export class ServerlessCluster extends pulumi.CustomResource {
${identity}
  /**
   * Reads an existing cluster without managing it.
   *
   * @param id the cluster's id in the provider's region, or \`<region>/<cluster id>\`
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ServerlessCluster {
    return new ServerlessCluster(name, {}, { ...opts, id });
  }

  /**
   * Fetches a kubeconfig with its own credential, as a secret. The kubeconfig is stored only if the program exports it.
   *
   * @param args \`privateNetwork\`: use the address in the VPC; \`ttlMinutes\`: how long the credential is valid, 15 to 4320
   */
  getKubeconfig(args: ClusterKubeconfigArgs = {}): pulumi.Output<Kubeconfig> {
    return kubeconfigOf(this, args);
  }

${entries.map(([name, entry]) => `${comment(entry, 2)}  declare readonly ${name}: ${outputType(entry)};`).join("\n")}

  constructor(name: string, args: ServerlessClusterArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    super(clusterType, name, resourceProps(clusterType, name, args, outputs, opts), resourceOptions(opts));
  }
}
`;
}

/** The type of a property's output: not optional if a running cluster always reports it. */
export function outputType({ shape, facts }: Property<unknown>): string {
  const output = shape.typescript.output;
  return (isReported(facts) || facts.isAlwaysTold === true) && facts.mayBeAbsent !== true
    ? `pulumi.Output<${output}>`
    : `pulumi.Output<${output} | undefined>`;
}

function namedTypes(entries: readonly (readonly [string, Property<unknown>])[]): string {
  return entries
    .flatMap(([property, { shape }]) =>
      shape.fields ? [[shape.fields.name, shape.fields.of, whose(property, shape)] as const] : [],
    )
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
  if (lifecycle(facts) === "output") return ["", `Source: ${facts.source}.`];
  return ["", `Must be ${shape.expects}.`, "", lifecycleSentence(facts), "", `Source: ${facts.source}.`];
}
