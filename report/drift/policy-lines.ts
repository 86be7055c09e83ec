import { stringify } from 'yaml';
import { statementText } from '../../iam/policy/canonical.ts';
import type { Policy, Statement } from '../../iam/policy/types.ts';

/** How the author of a document spelt what the canonical form folds: by lower case. */
export type Spelling = ReadonlyMap<string, string>;

type Respell = (text: string) => string;
type Tree = string | readonly string[] | { readonly [key: string]: Tree };

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...strings(inner)]);
}

/** The spelling of every name and value in documents (JSON text); the first document to use one decides. */
export function spellingOf(documents: readonly string[]): Spelling {
  const written = documents.flatMap((document) => strings(JSON.parse(document)));
  return new Map(written.reverse().map((text) => [text.toLowerCase(), text]));
}

/** Every value as a list, so that a second value adds a line and changes none. */
function asLists(tree: Tree): Tree {
  if (typeof tree === 'string') return [tree];
  if (Array.isArray(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, inner]) => [key, asLists(inner)]));
}

function respelledKeys(tree: Tree, respell: Respell): Tree {
  return Object.fromEntries(Object.entries(tree).map(([key, inner]) => [respell(key), inner]));
}

function respelledCondition(condition: Tree, respell: Respell): Tree {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [operator, respelledKeys(keys as Tree, respell)]),
  );
}

function shownElement([name, value]: [string, Tree], respell: Respell): [string, Tree] {
  if (name === 'Sid' || name === 'Effect' || value === '*') return [name, value];
  if (name === 'Action' || name === 'NotAction') return [name, (asLists(value) as readonly string[]).map(respell)];
  return [name, name === 'Condition' ? respelledCondition(asLists(value), respell) : asLists(value)];
}

function statementTree(statement: Statement, spelling: Spelling): Tree {
  const respell: Respell = (text) => spelling.get(text.toLowerCase()) ?? text;
  const elements = Object.entries(JSON.parse(statementText(statement)) as Record<string, Tree>);
  return Object.fromEntries(elements.map((element) => shownElement(element, respell)));
}

/** A statement as lines of YAML, one value a line, so that two of them differ only in lines that mean something. */
export function statementLines(statement: Statement, spelling: Spelling): readonly string[] {
  return stringify(statementTree(statement, spelling), { lineWidth: 0 }).trimEnd().split('\n');
}

/** A whole document as a spec may write it: a statement, a list of them, or, in IAM's older version, all of it. */
export function documentTree({ version, statements }: Policy, spelling: Spelling): unknown {
  const trees = statements.map((statement) => statementTree(statement, spelling));
  const body = trees.length === 1 ? trees[0] : trees;
  return version === '2012-10-17' ? body : { Version: version, Statement: body };
}

/** A whole document as lines, its statements in the given order. */
export function policyLines(policy: Policy, statements: readonly Statement[], spelling: Spelling): readonly string[] {
  const version = policy.version === '2012-10-17' ? [] : [`Version: ${policy.version}`];
  const blocks = statements.map((statement) => statementLines(statement, spelling));
  return [...version, ...blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))];
}
