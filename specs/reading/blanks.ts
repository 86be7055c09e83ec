import type { Report } from './report.ts';
import { isList, isMap, type Path, type YamlNode } from './yaml/node.ts';

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['permissionsBoundary', 'write none to have no boundary'],
  ['additive', 'write none to allow nothing beyond the spec'],
]);

/**
 * Reports every `null` and every empty value: nothing is removed by a key left blank.
 * Empty text is a value where IAM itself has it: in tags and inside policy documents.
 */
export function reportBlanks(root: YamlNode, report: Report): void {
  walk(root, [], report);
}

function walk({ value }: YamlNode, path: Path, report: Report): void {
  if (isBlank(value, path)) report(path, message(path));
  else if (isMap(value)) for (const [key, { node }] of value) walk(node, [...path, key], report);
  else if (isList(value)) for (const [index, node] of value.entries()) walk(node, [...path, index], report);
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

function message(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string') ?? 'the document';
  const instead = INSTEAD.get(key);
  return `${key} is blank, and nothing is removed by a key left blank; delete the line, or ${instead ?? 'write a value'}`;
}
