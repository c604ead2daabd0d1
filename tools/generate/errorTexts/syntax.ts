import ts from "typescript";

/** Methods of a text that leave its words as they are. */
export const sameText: readonly string[] = [
  "trim",
  "trimEnd",
  "trimStart",
  "toString",
  "replace",
  "replaceAll",
  "slice",
];
/** Methods of a list that leave its items as they are. */
export const sameItems: readonly string[] = ["filter", "slice", "sort", "toSorted", "reverse", "flat", "concat"];

/** `(x)`, `x as T`, `x satisfies T`, `x!`, `await x` */
export function unwrapped(node: ts.Expression): ts.Expression {
  return isWrapper(node) ? unwrapped(node.expression) : node;
}

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.AwaitExpression;

export function isWrapper(node: ts.Expression): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node)
  );
}

/** The list whose items an inner function is called with: `list.map((item) => …)`. */
export function listOf({ parent: callee }: ts.ParameterDeclaration): ts.Expression | undefined {
  const call = callee.parent;
  if (!ts.isArrowFunction(callee) || !ts.isCallExpression(call)) return undefined;
  const { expression } = call;
  return ts.isPropertyAccessExpression(expression) && ["map", "flatMap"].includes(expression.name.text)
    ? expression.expression
    : undefined;
}

/** `catch (error)` */
export function isCaught(declaration: ts.Declaration): boolean {
  return ts.isVariableDeclaration(declaration) && ts.isCatchClause(declaration.parent);
}

/** A parameter that takes an error, or what may be one. */
export function isOfAnotherError({ type }: ts.ParameterDeclaration): boolean {
  return type !== undefined && /^(unknown|\w*Error)$/.test(type.getText());
}

/** What a function returns, its inner functions left out. */
export function returnsOf({ body }: ts.FunctionLikeDeclaration): ts.Expression[] {
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    node.forEachChild(visit);
  };
  body.forEachChild(visit);
  return found;
}

/** More wordings of one place than a reader could use: what varies is then a gap. */
const MOST_VARIANTS = 8;

/** Each head followed by each tail. */
export function product(heads: readonly string[], tails: readonly string[], between = ""): string[] {
  if (heads.length * tails.length > MOST_VARIANTS) return heads.map((head) => `${head}${between}…`);
  return heads.flatMap((head) => tails.map((tail) => head + between + tail));
}
