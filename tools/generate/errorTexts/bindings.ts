import ts from "typescript";
import type { Tree } from "./tree";

/** What parameters stand for, by their declaration, while a call is looked into. */
export type Bindings = ReadonlyMap<ts.Node, { readonly node: ts.Expression; readonly bindings: Bindings }>;

export type Callable = ts.FunctionLikeDeclaration;

/** A parameter's own symbol, which one that is taken apart has, too. */
export function symbolOf(parameter: ts.ParameterDeclaration): ts.Symbol | undefined {
  return (parameter as ts.ParameterDeclaration & { readonly symbol?: ts.Symbol }).symbol;
}

/** What a function's parameters stand for in one call. */
export function bound(
  { parameters }: { readonly parameters: ts.NodeArray<ts.ParameterDeclaration> },
  call: ts.CallExpression | ts.NewExpression,
  bindings: Bindings,
): Bindings {
  const inner = new Map(bindings);
  for (const [place, parameter] of parameters.entries()) {
    const argument = call.arguments?.[place];
    if (parameter.dotDotDotToken) continue;
    if (argument !== undefined) inner.set(parameter, { node: argument, bindings });
    else if (parameter.initializer !== undefined)
      inner.set(parameter, { node: parameter.initializer, bindings: inner });
  }
  return inner;
}

/** The function of this repository that is called. */
export function functionOf(tree: Tree, node: ts.Expression): Callable | undefined {
  const declaration = tree.symbolAt(node)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return declaration;
  const initializer = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    ? initializer
    : undefined;
}

/** What is handed to a parameter, wherever its function is called. */
export function argumentsFor(tree: Tree, parameter: ts.ParameterDeclaration): ts.Expression[] {
  const callee = parameter.parent;
  const place = callee.parameters.indexOf(parameter);
  const named =
    ts.isFunctionDeclaration(callee) || ts.isMethodDeclaration(callee)
      ? callee.name
      : ts.isVariableDeclaration(callee.parent)
        ? callee.parent.name
        : ts.isConstructorDeclaration(callee)
          ? callee.parent.name
          : undefined;
  const symbol = named && tree.symbolAt(named);
  const calls = symbol === undefined ? [] : tree.callsOf(symbol);
  return calls.flatMap((call) => call.arguments?.[place] ?? parameter.initializer ?? []);
}
