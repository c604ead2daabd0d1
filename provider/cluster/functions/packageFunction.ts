import type { Operation } from "../../ack/operations";
import { propertyPath, type Values, withoutUnset } from "../../table/check";
import { type Field, listOf, type ObjectOf, record, text } from "../../table/shapes";
import type { Context } from "../context/context";
import { Problem } from "../context/problem";

/** The shape of any text in an answer. */
export const word = text("text", /\S/);

/** One field of an answer. A secret one is encrypted wherever a stack keeps it. */
export interface AnswerField extends Field {
  readonly secret?: true;
}

type Fields = Readonly<Record<string, Field>>;
type AnswerFields = Readonly<Record<string, AnswerField>>;

/** An object with fields, or with `list` a list of such objects. */
export interface Answer<O extends AnswerFields = AnswerFields> {
  /** The name of the object's type in every SDK. */
  readonly name: string;
  readonly doc: string;
  readonly fields: O;
  /** Pulumi wants every answer to be an object: the name under which it holds the list. */
  readonly list?: { readonly name: string; readonly doc: string };
}

type AnswerWith<A extends Answer> = A extends { readonly list: object }
  ? readonly ObjectOf<A["fields"]>[]
  : ObjectOf<A["fields"]>;

/** A function of the package in every language: it reads, and changes nothing. */
export interface Definition<I extends Fields, A extends Answer> {
  readonly name: string;
  readonly doc: string;
  /** What makes it fail, besides a call that fails. */
  readonly throws?: string;
  /** The operations that it can call. */
  readonly sources: readonly Operation[];
  readonly arguments: I;
  readonly answer: A;
  /** A cluster has it as a method, too. */
  readonly isMethod?: true;
  /** @throws Problem for a wrong argument; AckError. */
  call(args: ObjectOf<I, undefined>, context: Context): Promise<AnswerWith<A>>;
}

/** Any function of the package, where its own types do not matter. */
export type PackageFunction = Omit<Definition<Fields, Answer>, "call"> & {
  // biome-ignore lint/suspicious/noExplicitAny: functions differ in what they take and answer
  call(args: any, context: Context): Promise<any>;
};

/** The arguments of a function. */
export type ArgumentsOf<F extends PackageFunction> = ObjectOf<F["arguments"], undefined>;

/** The answer of a function. */
export type AnswerOf<F extends PackageFunction> = AnswerWith<F["answer"]>;

/** One object of an answer's type. */
export type AnswerObject<A extends Answer> = ObjectOf<A["fields"]>;

/** Gives a definition its types, and checks the arguments before each call. */
export function packageFunction<const I extends Fields, const A extends Answer>(
  definition: Definition<I, A>,
): Definition<I, A> {
  return {
    ...definition,
    call: async (args, context) => definition.call(checked(definition, args), context),
  };
}

/**
 * The arguments without those that are not set.
 *
 * @throws Problem that names each argument at fault: `getKubeconfig: ttlMinutes must be …`
 */
function checked<I extends Fields>(
  { name, arguments: fields }: { readonly name: string; readonly arguments: I },
  args: ObjectOf<I, undefined>,
): ObjectOf<I, undefined> {
  const given = withoutUnset(args as Values);
  const faults = record(name, fields).faults(given);
  if (faults.length > 0) {
    throw new Problem(faults.map(({ path, message }) => `${name}: ${propertyPath(path)} ${message}`).join("\n"));
  }
  return given as ObjectOf<I, undefined>;
}

/** The fields of what a function answers to Pulumi, which knows no answers but objects. */
export function answerFields({ answer }: Pick<PackageFunction, "answer">): AnswerFields {
  const { list, name, fields } = answer;
  if (list === undefined) return fields;
  return { [list.name]: { shape: listOf(record(name, fields), []), doc: list.doc, required: true } };
}

/** Calls a function for Pulumi. @throws Problem for a wrong argument; AckError. */
export async function answerAsObject(asked: PackageFunction, args: Values, context: Context): Promise<Values> {
  const answer = await asked.call(args, context);
  const { list } = asked.answer;
  return list === undefined ? answer : { [list.name]: answer };
}
