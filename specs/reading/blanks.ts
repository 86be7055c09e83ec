import type * as z from 'zod';
import { POLICY_KEYS } from '../schema/policy.ts';
import type { Report } from './report.ts';
import { keysAt } from './schema-place.ts';
import { isList, isMap, type Path, type YamlMap, type YamlNode } from './yaml/node.ts';

/** Why a role's spec may not be left out, and what to write. */
export const SPEC_SAYS_NOTHING =
  'a role whose spec says nothing would lose all its policies; write what it has (state: present if that is nothing), ' +
  'or state: released to let it go';

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['permissionsBoundary', 'write none to have no boundary'],
  ['additive', 'write none to allow nothing beyond the spec'],
]);

/**
 * Reports every `null` and every empty value: nothing is removed by a key left blank.
 * Empty text is a value where IAM itself has it: in tags and inside policy documents.
 * @param schema of the kind of document that this probably is
 */
export function reportBlanks(root: YamlNode, schema: z.ZodType, report: Report): void {
  walk(root, [], new Map(), { schema, report });
}

interface Search {
  readonly schema: z.ZodType;
  readonly report: Report;
}

function walk({ value }: YamlNode, path: Path, siblings: YamlMap, search: Search): void {
  if (isBlank(value, path)) search.report(path, message(path, strays(path, siblings, search.schema)));
  else if (isMap(value)) for (const [key, { node }] of value) walk(node, [...path, key], value, search);
  else if (isList(value)) for (const [index, node] of value.entries()) walk(node, [...path, index], new Map(), search);
}

function isBlank(value: YamlNode['value'], path: Path): boolean {
  if (value === null) return true;
  if (value === '') return !allowsEmptyText(path);
  if (isMap(value)) return value.size === 0;
  return isList(value) && value.length === 0;
}

function allowsEmptyText([top, field, ...rest]: Path): boolean {
  if (top !== 'spec' || rest.length === 0) return false;
  return field === 'tags' || field === 'trustPolicy' || (field === 'inlinePolicies' && rest.length > 1);
}

/** The keys beside a blank one that belong inside it, where its lines were not indented. */
function strays(path: Path, siblings: YamlMap, schema: z.ZodType): string[] {
  const inside = isPolicy(path) ? POLICY_KEYS : keysAt(schema, path);
  const beside = keysAt(schema, path.slice(0, -1));
  return [...siblings.keys()].filter((key) => inside.includes(key) && !beside.includes(key));
}

function isPolicy([top, field, ...rest]: Path): boolean {
  if (top !== 'spec') return false;
  return field === 'trustPolicy' ? rest.length === 0 : field === 'inlinePolicies' && rest.length === 1;
}

function message(path: Path, strays: readonly string[]): string {
  const key = path.findLast((step) => typeof step === 'string') ?? 'the document';
  if (strays.length > 0) return `${key} is blank; indent the lines below that belong to it (${strays.join(', ')})`;
  if (path.length === 1) return key === 'spec' ? `spec is blank: ${SPEC_SAYS_NOTHING}` : `${key} is blank; write a value`;
  const instead = INSTEAD.get(key);
  return `${key} is blank, and nothing is removed by a key left blank; delete the line, or ${instead ?? 'write a value'}`;
}
