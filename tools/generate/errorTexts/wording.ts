import ts from "typescript";
import { argumentsFor, type Bindings, bound, type Callable, functionOf } from "./bindings";
import { carried, gap, wordCount } from "./gaps";
import { Lists } from "./lists";
import { isCaught, isOfAnotherError, isWrapper, listOf, product, returnsOf, sameText, unwrapped } from "./syntax";
import type { Tree } from "./tree";

/** More wordings of one place than a reader could use: what varies is then a gap. */
const MOST_VARIANTS = 6;
/** Expressions within expressions: deeper than this, nothing words an error. */
const DEEPEST = 60;
/** So many words inside a larger text are worth showing; fewer are a name or a number. */
const WORTH_SHOWING = 3;

/** Properties that hold an error's words: each object that is given one is a place of its own. */
const carriers: readonly string[] = ["message", "reason", "refuse"];

/**
 * Reads the texts that an expression can be, with gaps for what changes.
 *
 * It follows constants, functions and their arguments. Asked for `origins`, it also goes against the stream: from a
 * parameter to the arguments of all calls, from a property to all values that it is given, from a list to what is added.
 */
export class Wording {
  private readonly entered = new Set<ts.Node>();
  private readonly known = new Map<ts.Node, readonly string[]>();
  private readonly lists: Lists;
  /** Asked where a text ends with a parameter: "the provider has no …". */
  private readonly upstream: Wording | undefined;

  constructor(
    private readonly tree: Tree,
    private readonly origins: boolean,
  ) {
    this.lists = new Lists(tree, this, origins);
    this.upstream = origins ? undefined : new Wording(tree, true);
  }

  texts(node: ts.Expression, bindings: Bindings = new Map()): readonly string[] {
    const known = bindings.size === 0 ? this.known.get(node) : undefined;
    if (known !== undefined) return known;
    if (this.entered.has(node) || this.entered.size > DEEPEST) return [gap];
    this.entered.add(node);
    const found = [...new Set(this.read(node, bindings))];
    this.entered.delete(node);
    if (bindings.size === 0) this.known.set(node, found);
    return found;
  }

  private read(node: ts.Expression, bindings: Bindings): readonly string[] {
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) return this.template(node, bindings);
    if (ts.isBinaryExpression(node)) return this.binary(node, bindings);
    if (ts.isConditionalExpression(node))
      return [node.whenTrue, node.whenFalse].flatMap((part) => this.texts(part, bindings));
    if (ts.isIdentifier(node)) return this.name(node, bindings);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, bindings);
    if (ts.isCallExpression(node)) return this.call(node, bindings);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return this.returned(node, bindings);
    if (isWrapper(node)) return this.texts(node.expression, bindings);
    return [gap];
  }

  private template(node: ts.TemplateExpression, bindings: Bindings): readonly string[] {
    const last = node.templateSpans.at(-1);
    return node.templateSpans.reduce(
      (heads, span) => {
        const isLast = span === last && span.literal.text === "";
        return product(heads, this.inside(span.expression, bindings, isLast)).map((text) => text + span.literal.text);
      },
      [node.head.text],
    );
  }

  /** The texts of a part of a larger text: what says nothing by itself is a gap. */
  inside(node: ts.Expression, bindings: Bindings, isLast = false): readonly string[] {
    const isOpen = isLast && !this.origins && this.isParameter(node, bindings);
    const found = isOpen && this.upstream ? this.upstream.texts(node) : this.texts(node, bindings);
    if (found.length === 1 && !isOpen) return found;
    // Two ways to go on, such as "still …" and "… instead of …", are told apart by any word.
    const isChoice = found.length === 2 && found.every((text) => wordCount(text) > 0);
    const wordy = isChoice ? found : found.filter((text) => wordCount(text) >= WORTH_SHOWING);
    if (wordy.length === 0 || wordy.length > MOST_VARIANTS)
      return [found.every((text) => text === carried) ? carried : gap];
    return [...wordy, ...(found.length > wordy.length ? [found.includes("") ? "" : gap] : [])];
  }

  private isParameter(node: ts.Expression, bindings: Bindings): boolean {
    const declaration = ts.isIdentifier(node) ? this.tree.symbolAt(node)?.valueDeclaration : undefined;
    return declaration !== undefined && ts.isParameter(declaration) && !bindings.has(declaration);
  }

  private binary(node: ts.BinaryExpression, bindings: Bindings): readonly string[] {
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.PlusToken)
      return product(this.inside(node.left, bindings), this.inside(node.right, bindings));
    if (operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken)
      return [node.left, node.right].flatMap((part) => this.texts(part, bindings));
    return operator === ts.SyntaxKind.AmpersandAmpersandToken ? this.texts(node.right, bindings) : [gap];
  }

  private name(node: ts.Identifier, bindings: Bindings): readonly string[] {
    if (node.text === "undefined") return [];
    const symbol = this.tree.symbolAt(node);
    const declaration = symbol?.valueDeclaration;
    const bound = declaration && bindings.get(declaration);
    if (bound !== undefined) return this.texts(bound.node, bound.bindings);
    if (symbol === undefined || declaration === undefined) return [gap];
    if (ts.isFunctionDeclaration(declaration)) return this.returned(declaration, new Map());
    if (isCaught(declaration)) return [carried];
    if (ts.isVariableDeclaration(declaration)) return this.variable(symbol, declaration, bindings);
    if (ts.isBindingElement(declaration)) return this.taken(declaration, bindings);
    if (ts.isParameter(declaration) && this.origins) return this.fromCalls(declaration);
    return [gap];
  }

  /** A constant, and what is put into it later. */
  private variable(symbol: ts.Symbol, { initializer }: ts.VariableDeclaration, bindings: Bindings): readonly string[] {
    const first = initializer === undefined ? [] : this.texts(initializer, bindings);
    const later = this.tree.referencesTo(symbol).flatMap((use) => {
      const { parent } = use;
      const isSet =
        ts.isBinaryExpression(parent) && parent.left === use && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      return isSet ? this.texts(parent.right, bindings) : [];
    });
    const found = [...first, ...later];
    return found.length > 0 ? found : [gap];
  }

  /** A name that is taken out of an object: `({ reason }) =>`. */
  private taken(element: ts.BindingElement, bindings: Bindings): readonly string[] {
    const property = (element.propertyName ?? element.name).getText();
    if (carriers.includes(property)) return [carried];
    const pattern = element.parent;
    const whole = pattern.parent;
    if (ts.isObjectBindingPattern(pattern) && !ts.isBindingElement(whole)) {
      const bound = bindings.get(whole);
      const source = bound ?? (whole.initializer && { node: whole.initializer, bindings });
      const value = source && this.valueIn(source.node, property, source.bindings);
      if (value !== undefined) return value;
    }
    return this.givenTo(property);
  }

  private property(node: ts.PropertyAccessExpression, bindings: Bindings): readonly string[] {
    const property = node.name.text;
    if (carriers.includes(property)) return [carried];
    return this.valueIn(node.expression, property, bindings) ?? this.givenTo(property);
  }

  /** All that a property is given anywhere, where origins are asked for. */
  private givenTo(property: string): readonly string[] {
    if (!this.origins) return [gap];
    const found = this.tree.valuesOf(property).flatMap((value) => this.texts(value));
    return found.length > 0 ? found : [gap];
  }

  /** What a property of an object is, where the object is known. */
  private valueIn(node: ts.Expression, property: string, bindings: Bindings): readonly string[] | undefined {
    const inner = unwrapped(node);
    if (ts.isObjectLiteralExpression(inner)) {
      for (const entry of inner.properties) {
        if (entry.name?.getText() !== property) continue;
        if (ts.isPropertyAssignment(entry)) return this.texts(entry.initializer, bindings);
        if (ts.isShorthandPropertyAssignment(entry)) return this.texts(entry.name, bindings);
      }
      return undefined;
    }
    if (!ts.isIdentifier(inner)) return undefined;
    const declaration = this.tree.symbolAt(inner)?.valueDeclaration;
    const bound = declaration && bindings.get(declaration);
    if (bound !== undefined) return this.valueIn(bound.node, property, bound.bindings);
    return declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? this.valueIn(declaration.initializer, property, bindings)
      : undefined;
  }

  private call(node: ts.CallExpression, bindings: Bindings): readonly string[] {
    const { expression } = node;
    const argument = node.arguments[0];
    if (ts.isIdentifier(expression) && expression.text === "String")
      return argument ? this.texts(argument, bindings) : [gap];
    if (ts.isPropertyAccessExpression(expression)) {
      const method = expression.name.text;
      if (method === "join") return this.lists.joined(expression.expression, argument, bindings);
      if (sameText.includes(method)) return this.texts(expression.expression, bindings);
    }
    return this.answered(node, bindings) ?? [gap];
  }

  /** The texts of a call to a function of this repository; `undefined` for any other. */
  private answered(node: ts.CallExpression, bindings: Bindings): readonly string[] | undefined {
    const callee = functionOf(this.tree, node.expression);
    if (callee !== undefined) return this.returned(callee, bound(callee, node, bindings));
    const method = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : "";
    if (carriers.includes(method)) return [carried];
    if (!this.origins) return undefined;
    // A function that is not known, such as one that hides secrets, may hand on what it was given.
    const found = [...this.tree.valuesOf(method), ...node.arguments].flatMap((value) => this.texts(value, bindings));
    return found.length > 0 ? found : undefined;
  }

  /** What a function returns. */
  private returned(callee: Callable, bindings: Bindings): readonly string[] {
    return returnsOf(callee).flatMap((value) => this.texts(value, bindings));
  }

  private fromCalls(parameter: ts.ParameterDeclaration): readonly string[] {
    if (isOfAnotherError(parameter)) return [carried];
    const list = listOf(parameter);
    if (list !== undefined) return this.lists.items(list, new Map());
    const found = argumentsFor(this.tree, parameter).flatMap((value) => this.texts(value));
    return found.length > 0 ? found : [gap];
  }
}
