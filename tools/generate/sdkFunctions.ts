import { functions } from "../../provider/cluster/functions/functions";
import type { AnswerField, PackageFunction } from "../../provider/cluster/functions/packageFunction";
import type { Field } from "../../provider/table/shapes";
import { header } from "./words";

const all: readonly PackageFunction[] = Object.values(functions);
const names = {
  pulumi: 'import * as pulumi from "./pulumi";',
  type: 'import type * as pulumi from "./pulumi";',
};

/** The types of a function by the names that programs import. */
export function typeNames({ name, answer, arguments: fields }: PackageFunction) {
  const isProtected = secrets(answer.fields).length > 0;
  const many = (type: string) => (answer.list === undefined ? type : `readonly ${type}[]`);
  return {
    args: `${upper(name)}Args`,
    /** The arguments' default, where none is required. */
    initial: Object.values(fields).some(({ required }) => required) ? "" : " = {}",
    answer: many(answer.name),
    /** The result of the form without `Output`. */
    promised: many(isProtected ? `Protected${answer.name}` : answer.name),
    methodArgs: `Cluster${upper(name.replace(/^get/, ""))}Args`,
  };
}

/** The arguments and answers of all functions. */
export function functionTypesSource(): string {
  const answers = new Map(all.map(({ answer }) => [answer.name, answer]));
  const records = [...answers.values()].flatMap(({ fields }) => recordNames(fields)).toSorted();
  const methods = all.filter(({ isMethod }) => isMethod);
  const takesOutputs = [...answers.values()].some(({ fields }) => secrets(fields).length > 0);
  return `${header("the functions' definitions")}${takesOutputs ? names.type : ""}
import type { ${records.join(", ")} } from "./clusterArgs";
${methods.length > 0 ? 'import type { Inputs } from "./functionOptions";' : ""}

${all.map((one) => record(`${typeNames(one).args}`, `The arguments of \`${one.name}\`.`, one.arguments, "argument")).join("\n")}
${[...answers.values()].map(({ name, doc, fields }) => record(name, doc, fields, "answer")).join("\n")}
${[...answers.values()].map(protectedRecord).join("\n")}
${methods.map(methodArgs).join("\n")}`;
}

/** The functions that a program imports. */
export function functionsSource(): string {
  return `${header("the functions' definitions")}${names.pulumi}
${typeImport("./functionTypes")}
import type { FunctionOptions, Inputs } from "./functionOptions";
import { output, promised } from "./invoke";

${all.map(twoForms).join("\n")}`;
}

/** The plugin's form of the functions. */
export function pluginFunctionsSource(): string {
  const form = (one: PackageFunction) => `${docOf(one)}
export const ${one.name} = ofThePlugin(functions.${one.name});

${docOfOutput(one)}
export const ${one.name}Output = ofThePlugin(functions.${one.name}Output);
`;
  return `${header("the functions' definitions")}import * as functions from "../functions";
import { ofThePlugin } from "./invoke";

${all.map(form).join("\n")}`;
}

/** The functions that are also methods of a cluster, with the body that `answerWith` gives them. */
export function methodsSource(answerWith: (one: PackageFunction) => string): string {
  return all
    .filter(({ isMethod }) => isMethod)
    .map((one) => {
      const { methodArgs: args, answer } = typeNames(one);
      return `${jsDoc(one.doc, 2)}
  ${one.name}(args: ${args} = {}): pulumi.Output<${answer}> {
    return ${answerWith(one)};
  }
`;
    })
    .join("\n");
}

/** The import of the types that methods need. */
export function methodTypes(): string {
  const methods = all.filter(({ isMethod }) => isMethod);
  return methods
    .flatMap((one) => [typeNames(one).methodArgs, one.answer.name])
    .toSorted()
    .join(", ");
}

function twoForms(one: PackageFunction): string {
  const { args, initial, answer, promised } = typeNames(one);
  const hidden = secrets(one.answer.fields);
  const protectedFields = hidden.map((field) => `${field}: pulumi.secret(answer.${field})`).join(", ");
  const body = {
    promise:
      hidden.length === 0
        ? `return promised("${one.name}", args, options);`
        : `const answer = await promised<${answer}>("${one.name}", args, options);
  return { ...answer, ${protectedFields} };`,
    output: `output<${answer}>("${one.name}", args, options)`,
  };
  return `${docOf(one)}
export ${hidden.length > 0 ? "async " : ""}function ${one.name}(args: ${args}${initial}, options?: FunctionOptions): Promise<${promised}> {
  ${body.promise}
}

${docOfOutput(one)}
export function ${one.name}Output(args: Inputs<${args}>${initial}, options?: FunctionOptions): pulumi.Output<${answer}> {
  return ${hidden.length > 0 ? `pulumi.secret(${body.output})` : body.output};
}
`;
}

function typeImport(from: string): string {
  const types = all.flatMap((one) => {
    const { args, answer, promised } = typeNames(one);
    return [args, ...[answer, promised].map((type) => type.replace(/^readonly (.*)\[\]$/, "$1"))];
  });
  return `import type { ${[...new Set(types)].toSorted().join(", ")} } from "${from}";`;
}

function docOf({ doc, throws }: PackageFunction): string {
  return jsDoc(throws === undefined ? doc : `${doc}\n\n@throws Error for ${throws}.`, 0);
}

function docOfOutput({ name, answer }: PackageFunction): string {
  const isSecret = secrets(answer.fields).length > 0;
  return jsDoc(
    `{@link ${name}} for arguments that come from other resources.${isSecret ? " The whole result is a secret." : ""}`,
    0,
  );
}

function record(
  name: string,
  doc: string,
  fields: Readonly<Record<string, Field>>,
  side: "argument" | "answer",
): string {
  const type = (field: Field) =>
    `${readonlyType(field)}${side === "argument" && !field.required ? " | undefined" : ""}`;
  return recordOf(name, doc, fields, type);
}

/** An answer whose secret fields cannot be revealed by accident. */
function protectedRecord({ name, doc, fields }: PackageFunction["answer"]): string {
  const hidden = secrets(fields);
  if (hidden.length === 0) return "";
  return recordOf(`Protected${name}`, `${doc} Its secret fields are outputs.`, fields, (field, key) =>
    hidden.includes(key) ? `pulumi.Output<${readonlyType(field)}>` : readonlyType(field),
  );
}

function recordOf(
  name: string,
  doc: string,
  fields: Readonly<Record<string, Field>>,
  type: (field: Field, key: string) => string,
): string {
  const lines = Object.entries(fields).map(
    ([key, field]) => `${jsDoc(field.doc, 2)}\n  readonly ${key}${field.required ? "" : "?"}: ${type(field, key)};`,
  );
  return `${jsDoc(doc, 0)}\nexport interface ${name} {\n${lines.join("\n")}\n}\n`;
}

function methodArgs(one: PackageFunction): string {
  const { args, methodArgs: name } = typeNames(one);
  const own = Object.keys(one.arguments).filter((argument) => !["clusterId", "regionId"].includes(argument));
  return `/** The arguments of the method \`${one.name}\` of a cluster. */
export type ${name} = Inputs<Pick<${args}, ${own.map((argument) => JSON.stringify(argument)).join(" | ")}>>;
`;
}

/** A field's type for a reader of it. */
export function readonlyType({ shape }: Field): string {
  const { output } = shape.typescript;
  const map = /^\{ \[key: string\]: (\w+) \}$/.exec(output);
  if (map !== null) return `Readonly<Record<string, ${map[1]}>>`;
  return output.endsWith("[]") ? `readonly ${output}` : output;
}

/** The records of a cluster that fields refer to. */
function recordNames(fields: Readonly<Record<string, Field>>): string[] {
  return Object.values(fields).flatMap(({ shape }) => (shape.fields === undefined ? [] : [shape.fields.name]));
}

function secrets(fields: Readonly<Record<string, AnswerField>>): string[] {
  return Object.keys(fields).filter((name) => fields[name]?.secret);
}

function jsDoc(text: string, indent: number): string {
  const pad = " ".repeat(indent);
  const lines = text.split("\n");
  if (lines.length === 1) return `${pad}/** ${text} */`;
  return `${pad}/**\n${lines.map((line) => `${pad} * ${line}`.trimEnd()).join("\n")}\n${pad} */`;
}

function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
