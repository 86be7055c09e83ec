/** A call as the query protocol carries it: `Tags.member.1.Key=team`. */
export interface QueryRequest {
  readonly call: string;
  readonly input: Record<string, unknown>;
}

const NUMBERS = new Set(['MaxItems', 'MaxSessionDuration']);

type Tree = { [key: string]: Tree | string };

/** Reads a form body. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/programming.html */
export function parseQuery(body: string): QueryRequest {
  const tree: Tree = {};
  for (const [path, value] of new URLSearchParams(body)) plant(tree, path.split('.'), value);
  const { Action, Version: _, ...input } = tree;
  return { call: String(Action), input: plain(input) as Record<string, unknown> };
}

function plant(tree: Tree, [key = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  tree[key] ??= {};
  plant(tree[key] as Tree, rest, value);
}

function plain(tree: Tree | string, name = ''): unknown {
  if (typeof tree === 'string') return NUMBERS.has(name) ? Number(tree) : tree;
  if (typeof tree.member === 'object') return Object.values(tree.member).map((item) => plain(item));
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, plain(value, key)]));
}
