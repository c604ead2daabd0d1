import ts from "typescript";
import { type Bindings, bound } from "./bindings";
import { carried, gap, wordCount } from "./gaps";
import type { Tree } from "./tree";
import { Wording } from "./wording";

/** A text that users can meet. */
export interface ErrorText {
  /** With `…` for what changes, in one line. */
  readonly text: string;
  /** `file:line` of the place that words it. */
  readonly at: string;
  /** The class that is thrown, or `Failure` for a refused input. */
  readonly kind: string;
}

/** Where an error is made, and the expressions that can hold its words. */
interface Place {
  readonly node: ts.Node;
  readonly kind: string;
  readonly words: readonly { readonly node: ts.Expression; readonly bindings: Bindings }[];
}

/**
 * Every text that becomes an error: of each construction of an error class, of each refused input (an object with
 * `reason` or `refuse`), of each fault of a shape, and of each reason to abort.
 *
 * @throws Error that names each place whose text cannot be found
 */
export function errorTexts(tree: Tree): readonly ErrorText[] {
  const places = tree.files.flatMap((file) => placesIn(file, tree));
  const readers = [false, true].map((origins) => new Wording(tree, origins));
  const lost: string[] = [];
  const found = places.flatMap((place): ErrorText[] => {
    const texts = textsOf(place, readers);
    if (texts === undefined) lost.push(`${position(place.node)}: no text is found for ${firstLine(place.node)}`);
    return (texts ?? []).map((text) => ({ text, at: position(place.node), kind: place.kind }));
  });
  if (lost.length > 0) {
    throw new Error(
      `${lost.join("\n")}\nWrite the text where the error is made, in a constant, or in a function that returns it.`,
    );
  }
  return [...new Map(found.toReversed().map((one) => [one.text, one])).values()].toReversed();
}

/** The words of one place; empty where it only hands on another error's; `undefined` where there are none. */
function textsOf({ words }: Place, readers: readonly Wording[]): string[] | undefined {
  if (words.length === 0) return [];
  for (const reader of readers) {
    const texts = words.flatMap(({ node, bindings }) => reader.texts(node, bindings));
    const worded = texts.map(shown).filter((text) => wordCount(text) > 0);
    if (worded.length > 0) return [...new Set(worded)];
    if (texts.some((text) => text.includes(carried))) return [];
  }
  return undefined;
}

function shown(text: string): string {
  return text
    .replaceAll(carried, gap)
    .replace(/\s*\n\s*/g, " ")
    .replace(/…(\s*…)+/g, gap)
    .trim();
}

function placesIn(file: ts.SourceFile, tree: Tree): Place[] {
  const places: Place[] = [];
  const visit = (node: ts.Node): void => {
    const place = placeAt(node, tree);
    if (place !== undefined) places.push(place);
    node.forEachChild(visit);
  };
  visit(file);
  return places;
}

function placeAt(node: ts.Node, tree: Tree): Place | undefined {
  if (ts.isNewExpression(node)) return isSwallowed(node) ? undefined : construction(node, tree);
  if (ts.isObjectLiteralExpression(node)) return refusal(node);
  if (!ts.isCallExpression(node)) return undefined;
  const [argument] = node.arguments;
  if (argument === undefined) return undefined;
  if (isMethod(node, "abort")) return isError(argument, tree) ? undefined : one(node, "abort", argument);
  return isFault(node, tree) ? one(node, "Failure", argument) : undefined;
}

function one(node: ts.Node, kind: string, words: ts.Expression): Place {
  return { node, kind, words: [{ node: words, bindings: new Map() }] };
}

/** An object that holds the words of a refusal: `{ property: …, reason: … }`, `{ refuse: … }`. */
function refusal(node: ts.ObjectLiteralExpression): Place | undefined {
  const words = given(node, "reason") ?? given(node, "refuse");
  return words && one(node, "Failure", words);
}

function given(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const entry = node.properties.find((property) => property.name?.getText() === name);
  if (entry === undefined) return undefined;
  if (ts.isPropertyAssignment(entry)) return entry.initializer;
  return ts.isShorthandPropertyAssignment(entry) ? entry.name : undefined;
}

function isMethod({ expression }: ts.CallExpression, name: string): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === name;
}

function isError(node: ts.Expression, tree: Tree): boolean {
  return ts.isNewExpression(node) && construction(node, tree) !== undefined;
}

/** A call of what is typed as `(message: string, …) => void`: a shape tells of a fault. */
function isFault({ expression }: ts.CallExpression, { checker }: Tree): boolean {
  if (!ts.isIdentifier(expression)) return false;
  const [signature] = checker.getTypeAtLocation(expression).getCallSignatures();
  const declaration = signature?.declaration;
  return (
    declaration !== undefined &&
    ts.isFunctionTypeNode(declaration) &&
    declaration.parameters[0]?.name.getText() === "message"
  );
}

/** `new X(…)` where X is an error: its words are the argument that reaches the constructor of Error itself. */
function construction(node: ts.NewExpression, tree: Tree): Place | undefined {
  const kind = node.expression.getText();
  const chain = ancestry(node.expression, tree);
  if (!isErrorName(chain.at(-1)?.name)) return undefined;
  let words: Place["words"] = (node.arguments ?? []).slice(0, 1).map((first) => ({ node: first, bindings: new Map() }));
  let call: ts.CallExpression | ts.NewExpression = node;
  let bindings: Bindings = new Map();
  for (const { declaration } of chain) {
    const made = declaration?.members.find(ts.isConstructorDeclaration);
    if (made === undefined) continue;
    bindings = bound(made, call, bindings);
    const inner = made.body && superCall(made.body);
    if (inner === undefined) continue;
    call = inner;
    words = inner.arguments.slice(0, 1).map((first) => ({ node: first, bindings }));
  }
  return { node, kind, words: wordedBy(node, kind) ?? words };
}

/** What an error holds beside its words is not listed with them: of a failed call only its own reason is. */
function wordedBy({ arguments: facts }: ts.NewExpression, kind: string): Place["words"] | undefined {
  const literal = facts?.[0];
  if (kind !== "AckError" || literal === undefined || !ts.isObjectLiteralExpression(literal)) return undefined;
  const node = given(literal, "text");
  return node && [{ node, bindings: new Map() }];
}

/** Thrown where a `catch` that does not even name the error awaits it: nobody sees its words. */
function isSwallowed({ parent }: ts.NewExpression): boolean {
  if (!ts.isThrowStatement(parent)) return false;
  for (let node: ts.Node = parent; !ts.isFunctionLike(node) && node.parent !== undefined; node = node.parent) {
    if (!ts.isTryStatement(node.parent) || node.parent.tryBlock !== node) continue;
    const { catchClause } = node.parent;
    if (catchClause !== undefined) return catchClause.variableDeclaration === undefined;
  }
  return false;
}

interface Ancestor {
  readonly name: string;
  readonly declaration: ts.ClassDeclaration | undefined;
}

/** A class and what it extends, up to one that is not of this repository. */
function ancestry(expression: ts.Expression, tree: Tree): Ancestor[] {
  const declaration = tree.symbolAt(expression)?.declarations?.find(ts.isClassDeclaration);
  const name = expression.getText().split(".").at(-1) as string;
  const base = declaration?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  return [{ name, declaration }, ...(base === undefined ? [] : ancestry(base.expression, tree))];
}

/** The name of an error class that is not of this repository: `Error`, `TypeError`, `InvalidArgumentError`. */
function isErrorName(name: string | undefined): boolean {
  return name?.endsWith("Error") === true;
}

function superCall(body: ts.Node): ts.CallExpression | undefined {
  return body.forEachChild((node): ts.CallExpression | undefined =>
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword ? node : superCall(node),
  );
}

function position(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

function firstLine(node: ts.Node): string {
  return node.getText().split("\n")[0] as string;
}
