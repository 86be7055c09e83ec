import { type core, z } from 'zod';
import { issueMessage } from './issue-message.ts';
import type { Report } from './report.ts';
import { didYouMean, quote } from './suggestion.ts';
import { isList, isMap, type Path, type YamlNode } from './yaml/node.ts';

/**
 * Checks a document's value against its schema and reports every difference at its place.
 * @returns the value without the fields that are wrong, so that the rest can be judged; `undefined` when too little is left
 */
export function check<S extends z.ZodType>(schema: S, value: unknown, root: YamlNode, report: Report): z.infer<S> | undefined {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(issue, schema, root, report);
  const rest = result.error.issues.flatMap(placesOf).reduce(without, value);
  return schema.safeParse(rest).data;
}

/** The fields of `spec`, or of the document, that an issue makes useless. */
function placesOf(issue: core.$ZodIssue): Path[] {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
  return keys.map((key) => [...(issue.path as Path), ...(key === undefined ? [] : [key])].slice(0, 2));
}

function without(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined || typeof value !== 'object' || value === null) return value;
  const { [first]: field, ...others } = value as Record<string, unknown>;
  return rest.length === 0 || field === undefined ? others : { ...others, [first]: without(field, rest) };
}

function reportIssue(issue: core.$ZodIssue, schema: z.ZodType, root: YamlNode, report: Report): void {
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
function closestBranch(issue: core.$ZodIssueInvalidUnion): readonly core.$ZodIssue[] | undefined {
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

function keysAt(schema: z.ZodType, path: Path): string[] {
  const found = required(schemaAt(schema, path));
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** The schema of the value at a path. */
function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let found: unknown = schema;
  for (const step of path) {
    const parent = required(found);
    if (parent instanceof z.ZodObject) found = parent.shape[step];
    else if (parent instanceof z.ZodArray) found = parent.element;
    else if (parent instanceof z.ZodRecord) found = parent.valueType;
    else return undefined;
  }
  return found instanceof z.ZodType ? found : undefined;
}

function required(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

function sourceAt(root: YamlNode, path: Path): string {
  let node: YamlNode | undefined = root;
  for (const step of path) {
    const value: YamlNode['value'] | undefined = node?.value;
    node = isMap(value) ? value.get(String(step))?.node : isList(value) ? value[Number(step)] : undefined;
  }
  return node?.source ?? '';
}
