import { header } from "./words";

interface NamedType {
  readonly enum?: readonly { readonly name: string; readonly value: string }[];
}

/** The enumerations of the package schema as objects, to which code that `pulumi import` prints refers. */
export function enumsSource(types: Readonly<Record<string, NamedType>>): string {
  const enums = Object.entries(types).flatMap(([token, { enum: values }]) =>
    values === undefined ? [] : [source(token.split(":").at(-1) as string, values)],
  );
  return `${header("the property table")}${enums.join("\n")}`;
}

function source(name: string, values: NonNullable<NamedType["enum"]>): string {
  const members = values.map(({ name: member, value }) => `  ${member}: ${JSON.stringify(value)},`);
  return `/** Known values of the input's type \`${name}\`, which can also be written as text. */
export const ${name} = {
${members.join("\n")}
} as const;
export type ${name} = (typeof ${name})[keyof typeof ${name}];
`;
}
