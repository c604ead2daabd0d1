import ts from "typescript";
import { argumentsFor, type Bindings, bound, type Callable, functionOf, symbolOf } from "./bindings";
import { gap } from "./gaps";
import { product, returnsOf, sameItems, unwrapped } from "./syntax";
import type { Tree } from "./tree";

/** Reads single texts. */
interface Reader {
  texts(node: ts.Expression, bindings?: Bindings): readonly string[];
  /** As a part of a larger text. */
  inside(node: ts.Expression, bindings: Bindings): readonly string[];
}

/** Reads the texts in lists: those that are written out, made by a function, or pushed. */
export class Lists {
  private readonly entered = new Set<ts.Node>();
  /** The properties on the way: a list can be made of another one of the same name. */
  private readonly followed = new Set<string>();

  constructor(
    private readonly tree: Tree,
    private readonly reader: Reader,
    private readonly origins: boolean,
  ) {}

  /** The lines of a list as one text. Of items that only a run knows, the lines before them are enough. */
  joined(node: ts.Expression, separator: ts.Expression | undefined, bindings: Bindings): readonly string[] {
    const between = separator !== undefined && ts.isStringLiteralLike(separator) ? separator.text : ", ";
    const list = this.literalOf(unwrapped(node));
    if (!ts.isArrayLiteralExpression(list)) return this.items(list, bindings);
    const fixed = list.elements.filter((element) => !ts.isSpreadElement(element));
    if (fixed.length === 0) return this.items(list, bindings);
    return fixed
      .map((element) => this.reader.inside(element, bindings))
      .reduce((heads, tails) => product(heads, tails, between));
  }

  /** The list that a constant holds, where it is written out and nothing is added to it. */
  private literalOf(node: ts.Expression): ts.Expression {
    const symbol = ts.isIdentifier(node) ? this.tree.symbolAt(node) : undefined;
    const declaration = symbol?.valueDeclaration;
    const isConstant = declaration !== undefined && ts.isVariableDeclaration(declaration);
    if (symbol === undefined || !isConstant || declaration.initializer === undefined) return node;
    const value = unwrapped(declaration.initializer);
    return ts.isArrayLiteralExpression(value) && this.added(symbol).length === 0 ? value : node;
  }

  /** The texts of a list's items, each by itself. */
  items(node: ts.Expression, bindings: Bindings): readonly string[] {
    const list = unwrapped(node);
    if (ts.isArrayLiteralExpression(list)) {
      return list.elements.flatMap((element) =>
        ts.isSpreadElement(element) ? this.items(element.expression, bindings) : this.reader.texts(element, bindings),
      );
    }
    if (ts.isConditionalExpression(list))
      return [list.whenTrue, list.whenFalse].flatMap((part) => this.items(part, bindings));
    if (ts.isCallExpression(list) && ts.isPropertyAccessExpression(list.expression)) {
      const [made] = list.arguments;
      const method = list.expression.name.text;
      if (["map", "flatMap"].includes(method) && made !== undefined) return this.reader.texts(made, bindings);
      if (sameItems.includes(method)) return this.items(list.expression.expression, bindings);
    }
    const callee = ts.isCallExpression(list) ? functionOf(this.tree, list.expression) : undefined;
    if (callee !== undefined && ts.isCallExpression(list)) {
      const inner = bound(callee, list, bindings);
      return returnsOf(callee).flatMap((value) => this.items(value, inner));
    }
    if (ts.isIdentifier(list)) return this.namedItems(list, bindings);
    return this.origins && ts.isPropertyAccessExpression(list) ? this.itemsGivenTo(list.name.text) : [gap];
  }

  private namedItems(node: ts.Identifier, bindings: Bindings): readonly string[] {
    if (this.entered.has(node)) return [];
    this.entered.add(node);
    const symbol = this.tree.symbolAt(node);
    const declaration = symbol?.valueDeclaration;
    const found = symbol === undefined ? [] : [...this.added(symbol)];
    if (declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined)
      found.push(...this.items(declaration.initializer, bindings));
    else if (this.origins && declaration !== undefined && ts.isBindingElement(declaration))
      found.push(...this.itemsGivenTo((declaration.propertyName ?? declaration.name).getText()));
    else if (this.origins && declaration !== undefined && ts.isParameter(declaration))
      for (const value of argumentsFor(this.tree, declaration)) found.push(...this.items(value, new Map()));
    this.entered.delete(node);
    return found.length > 0 ? found : [gap];
  }

  private itemsGivenTo(property: string): readonly string[] {
    if (this.followed.has(property)) return [];
    this.followed.add(property);
    const found = this.tree.valuesOf(property).flatMap((value) => this.items(value, new Map()));
    this.followed.delete(property);
    return found;
  }

  /** What is pushed onto a list, also where it was handed to a function. */
  private added(list: ts.Symbol): readonly string[] {
    return this.tree.referencesTo(list).flatMap((use) => {
      const { parent } = use;
      if (ts.isPropertyAccessExpression(parent) && parent.name.text === "push" && ts.isCallExpression(parent.parent)) {
        return parent.parent.arguments.flatMap((value) =>
          ts.isSpreadElement(value) ? this.items(value.expression, new Map()) : this.reader.texts(value),
        );
      }
      if (!ts.isCallExpression(parent)) return [];
      const position = parent.arguments.indexOf(use);
      return this.calleesOf(parent.expression).flatMap((callee) => this.addedTo(callee.parameters[position]));
    });
  }

  private addedTo(parameter: ts.ParameterDeclaration | undefined): readonly string[] {
    const list = parameter && symbolOf(parameter);
    if (list === undefined || parameter === undefined || this.entered.has(parameter)) return [];
    this.entered.add(parameter);
    const found = this.added(list);
    this.entered.delete(parameter);
    return found;
  }

  /** The functions that a call may reach: of a method of an interface, every object's own. */
  private calleesOf(called: ts.Expression): readonly Callable[] {
    const callee = functionOf(this.tree, called);
    if (callee !== undefined) return [callee];
    return ts.isPropertyAccessExpression(called) ? this.tree.methodsOf(called.name.text) : [];
  }
}
