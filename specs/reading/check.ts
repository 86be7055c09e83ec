import type * as z from 'zod';
import { issueMessage } from './issue-message.ts';
import type { Report } from './report.ts';
import { keysAt, schemaAt } from './schema-place.ts';
import { didYouMean, quote } from './suggestion.ts';
import { isList, isMap, type Path, type YamlNode } from './yaml/node.ts';

type StandIn = Readonly<Record<string, unknown>>;

/**
 * Checks a document's value against its schema and reports every difference at its place.
 * @param standIn takes the place of fields that must be there and are wrong or missing
 * @returns the value without the fields that are wrong, so that the rest can be judged; `undefined` when too little is left
 */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  root: YamlNode,
  report: Report,
  standIn: StandIn = {},
): z.infer<S> | undefined {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(issue, schema, root, report);
  const rest = result.error.issues.flatMap(placesOf).reduce(without, value);
  return schema.safeParse(completed(rest, standIn)).data;
}

function completed(value: unknown, standIn: StandIn): unknown {
  if (!isObject(value)) return value;
  const added = Object.entries(standIn).map(([key, fields]) => {
    const given = value[key];
    return [key, isObject(fields) && isObject(given) ? { ...fields, ...given } : (given ?? fields)];
  });
  return { ...value, ...Object.fromEntries(added) };
}

/** The fields of `spec`, or of the document, that an issue makes useless. */
function placesOf(issue: z.core.$ZodIssue): Path[] {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
  return keys.map((key) => [...(issue.path as Path), ...(key === undefined ? [] : [key])].slice(0, 2));
}

function without(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined || !isObject(value)) return value;
  const { [first]: field, ...others } = value;
  return rest.length === 0 || field === undefined ? others : { ...others, [first]: without(field, rest) };
}

function reportIssue(issue: z.core.$ZodIssue, schema: z.ZodType, root: YamlNode, report: Report): void {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) report([...path, key], unknownKey(key, path, schema), { at: 'key' });
    return;
  }
  const branch = issue.code === 'invalid_union' ? closestBranch(issue) : undefined;
  if (branch !== undefined) {
    for (const inner of branch) reportIssue({ ...inner, path: [...issue.path, ...inner.path] }, schema, root, report);
    return;
  }
  report(path, issueMessage(issue, schemaAt(schema, path), sourceAt(root, path)));
}

/** Of alternatives, the one that is wrong only further down. */
function closestBranch(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  return issue.errors.find((issues) => issues.length > 0 && issues.every(({ path }) => path.length > 0));
}

/** Where people put keys that belong elsewhere. */
const MISPLACED: ReadonlyMap<string, string> = new Map([
  ['grants', 'grants is for kind: TaskExecutionRole only; it says what Amazon ECS needs to start a task'],
]);

function unknownKey(key: string, path: Path, schema: z.ZodType): string {
  const known = keysAt(schema, path);
  const misplaced = path[0] === 'spec' && path.length === 1 ? MISPLACED.get(key) : undefined;
  const meant = didYouMean(key, known);
  return misplaced ?? `there is no key ${quote(key)} here${meant || `; write one of ${known.join(', ')}`}`;
}

function sourceAt(root: YamlNode, path: Path): string {
  let node: YamlNode | undefined = root;
  for (const step of path) {
    const value: YamlNode['value'] | undefined = node?.value;
    node = isMap(value) ? value.get(String(step))?.node : isList(value) ? value[Number(step)] : undefined;
  }
  return node?.source ?? '';
}

function isObject(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
