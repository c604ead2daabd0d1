import { products } from "../../provider/ack/settingKinds";
import { settingRows } from "../../provider/ack/settings";
import { functions } from "../../provider/cluster/functions/functions";
import { inventoryFilters } from "../../provider/cluster/functions/getClusters";
import { answerFields, type PackageFunction } from "../../provider/cluster/functions/packageFunction";
import { isReported, lifecycle, type Property, type Table } from "../../provider/table/property";
import type { Field } from "../../provider/table/shapes";
import { clusterExamples } from "./schemaExamples";
import { type Manifest, packageFacts } from "./schemaPackage";
import { settingDoc } from "./settings";
import { lifecycleSentence } from "./words";

type Json = Readonly<Record<string, unknown>>;

const namespace = "ack-serverless:index";
const cluster = `${namespace}:ServerlessCluster`;

/** The Pulumi package schema, from which Pulumi generates SDKs, checks YAML programs, and writes code for imports. */
export function schemaText(table: Table, manifest: Manifest): string {
  return `${JSON.stringify(schema(table, manifest), null, 2)}\n`;
}

function schema(table: Table, manifest: Manifest): Json {
  const types = new Types();
  const entries = Object.entries(table);
  const inputs = entries.filter(([, { facts }]) => lifecycle(facts) !== "output");
  const required = entries.filter(([, { facts }]) => isReported(facts) && facts.mayBeAbsent !== true);
  const resource = {
    description: `An ACK Serverless cluster.\n\n${clusterExamples}`,
    properties: properties(entries, types, () => ({})),
    required: required.map(([name]) => name),
    inputProperties: properties(inputs, types, ({ facts }) =>
      // Only documentation: the provider decides, and does not replace a cluster because of a value that it never recorded.
      lifecycle(facts) === "createOnly" ? { willReplaceOnChanges: true } : {},
    ),
    listInputs: object(inventoryFilters, types),
    aliases: [{ type: "pulumi-nodejs:dynamic/ack:ServerlessCluster" }],
    methods: Object.fromEntries(methods().map(({ name }) => [name, `${cluster}/${name}`])),
  };
  const answered = functionsOf(types);
  const settings = configurationOf(types);
  return {
    ...packageFacts(manifest),
    config: { variables: settings },
    provider: {
      description: "The region and the account in which clusters are created.",
      inputProperties: settings,
    },
    types: types.all(),
    resources: { [cluster]: resource },
    functions: answered,
  };
}

function properties(
  entries: readonly (readonly [string, Property<unknown>])[],
  types: Types,
  more: (entry: Property<unknown>) => Json,
): Json {
  return Object.fromEntries(
    entries.map(([name, entry]) => {
      const { shape, facts } = entry;
      if (shape.fields) types.record(shape.fields.name, shape.fields.of);
      const description = `${facts.doc}\n\n${lifecycleSentence(facts)}`;
      return [name, { ...types.of(shape.schema, upper(singular(name))), description, ...more(entry) }];
    }),
  );
}

function configurationOf(types: Types): Json {
  return Object.fromEntries(
    settingRows.map(([name, setting]) => {
      const { kind, isSecret, isReadBySdks, environment } = setting;
      return [
        name,
        {
          ...(kind.schema === "endpoints" ? types.endpoints() : { type: kind.schema }),
          description: settingDoc(setting),
          ...(isSecret && { secret: true }),
          ...(isReadBySdks && { defaultInfo: { environment } }),
        },
      ];
    }),
  );
}

const all: readonly PackageFunction[] = Object.values(functions);

function methods(): PackageFunction[] {
  return all.filter(({ isMethod }) => isMethod === true);
}

const regionOfMethod =
  "The cluster's region. Default: the cluster's own region; the provider's region in a run with `--target` that excludes the cluster.";

function functionsOf(types: Types): Json {
  const ofThePackage = all.map((one) => [
    `${namespace}:${one.name}`,
    { description: one.doc, inputs: object(one.arguments, types), outputs: answer(one, types) },
  ]);
  const ofACluster = methods().map((one) => {
    const { clusterId: _clusterId, regionId, ...others } = one.arguments;
    const inputs = { ...(regionId !== undefined && { regionId: { ...regionId, doc: regionOfMethod } }), ...others };
    return [
      `${cluster}/${one.name}`,
      {
        description: one.doc,
        inputs: object(inputs, types, { __self__: { $ref: `#/resources/${cluster}` } }),
        outputs: answer(one, types),
      },
    ];
  });
  return Object.fromEntries([...ofThePackage, ...ofACluster]);
}

function answer(one: PackageFunction, types: Types): Json {
  const fields = answerFields(one);
  const secrets = Object.entries(fields).filter(([, { secret }]) => secret === true);
  const described = object(fields, types) as { properties: Record<string, Json> };
  for (const [name] of secrets) described.properties[name] = { ...described.properties[name], secret: true };
  return described;
}

function object(fields: Readonly<Record<string, Field>>, types: Types, self: Json = {}): Json {
  const required = [...Object.keys(self), ...Object.keys(fields).filter((name) => fields[name]?.required)];
  for (const { shape } of Object.values(fields)) if (shape.fields) types.record(shape.fields.name, shape.fields.of);
  return {
    type: "object",
    properties: {
      ...self,
      ...Object.fromEntries(
        Object.entries(fields).map(([name, { shape, doc }]) => [
          name,
          { ...types.of(shape.schema, upper(singular(name))), description: doc },
        ]),
      ),
    },
    ...(required.length > 0 && { required }),
  };
}

interface EnumValue {
  readonly value: string;
}

/** The named types that properties refer to, without duplicates. */
class Types {
  private readonly named = new Map<string, Json>();
  private readonly enums = new Map<string, string>();

  all(): Json {
    return Object.fromEntries([...this.named].sort(([a], [b]) => a.localeCompare(b)));
  }

  /**
   * The type of a property. An enumeration becomes a type of its own, named after the property, beside plain text: an
   * SDK then offers the known words for an input, and answers an output as text. Python's SDK would otherwise raise an
   * exception for a word that is newer than the SDK.
   */
  of(schema: Json, name: string): Json {
    if (Array.isArray(schema.enum)) {
      const known = { $ref: this.enumeration(schema.enum as EnumValue[], name) };
      return { type: "string", oneOf: [{ type: "string" }, known] };
    }
    return schema.items ? { ...schema, items: this.of(schema.items as Json, name) } : schema;
  }

  record(name: string, fields: Readonly<Record<string, Field>>): void {
    const token = `${namespace}:${name}`;
    if (this.named.has(token)) return;
    for (const { shape } of Object.values(fields)) if (shape.fields) this.record(shape.fields.name, shape.fields.of);
    const kinds = new Set(Object.values(fields).map(({ shape }) => JSON.stringify(shape.schema)));
    // If all fields have the same type, it is named after the whole record.
    const nameOf = (field: string) => (kinds.size === 1 ? singular(name) : `${name}${upper(singular(field))}`);
    const required = Object.keys(fields).filter((field) => fields[field]?.required);
    this.named.set(token, {
      type: "object",
      properties: Object.fromEntries(
        Object.entries(fields).map(([field, { shape, doc }]) => [
          field,
          { ...this.of(shape.schema, nameOf(field)), description: doc },
        ]),
      ),
      ...(required.length > 0 && { required }),
    });
  }

  endpoints(): Json {
    const token = `${namespace}:Endpoints`;
    this.named.set(token, {
      type: "object",
      properties: Object.fromEntries(
        products.map((name) => [name, { type: "string", description: `The address of ${name.toUpperCase()}.` }]),
      ),
    });
    return { $ref: `#/types/${token}` };
  }

  private enumeration(values: readonly EnumValue[], name: string): string {
    const key = JSON.stringify(values);
    const token = this.enums.get(key) ?? `${namespace}:${name}`;
    this.enums.set(key, token);
    this.named.set(token, {
      type: "string",
      enum: values.map(({ value }) => ({ name: identifier(value), value })),
    });
    return `#/types/${token}`;
  }
}

function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function singular(name: string): string {
  return name.replace(/(?<!s)s$/, "");
}

function identifier(value: string): string {
  return value
    .split(/[^A-Za-z0-9]+/)
    .map(upper)
    .join("");
}
