import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import type { SpecContext } from '../types.ts';
import { ownArns } from '../writing/own-arns.ts';
import { policyText } from './policy-text.ts';
import { fillVariables } from './variables.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A policy document as a spec writes it: statements without the document around them, single values without brackets, and
 * nothing that says nothing. Falls back to the document as it is where that would not read back as the same policy.
 * @returns `undefined` when no spec can hold it
 */
export function policyValue(text: string, kind: PolicyKind, context: SpecContext): unknown {
  const parsed = parsePolicy(text, kind, context.partition, 'observed');
  if (!parsed.ok) return undefined;
  const document = JSON.parse(text) as Json;
  const canonical = JSON.parse(parsed.policy.key) as Json;
  const candidates = [idiomatic(document, context), withoutId(document), canonical];
  return candidates.find((candidate) => readsBackAs(parsed.policy.key, candidate, kind, context));
}

function idiomatic(document: Json, context: SpecContext): unknown {
  const statements = asList(document.Statement).map((statement) => ownArns(tidyStatement(statement as Json), context));
  const body = statements.length === 1 ? statements[0] : statements;
  return document.Version === '2012-10-17' ? body : { Version: document.Version ?? '2008-10-17', Statement: body };
}

/** In the order of AWS's own examples. */
const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function tidyStatement(statement: Json): Json {
  const entries = Object.entries(statement).filter(
    ([element, value]) => !(element === 'Sid' && value === '') && !isEmptyObject(value),
  );
  const ordered = entries.sort(([one], [other]) => ELEMENTS.indexOf(one) - ELEMENTS.indexOf(other));
  return Object.fromEntries(ordered.map(([element, value]) => [element, withoutBrackets(value)]));
}

/** Lists of one as their one value, on every level: IAM takes both for the same. */
function withoutBrackets(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? value[0] : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutBrackets(item)]));
}

function withoutId({ Id: _id, ...document }: Json): Json {
  return document;
}

function readsBackAs(key: string, candidate: unknown, kind: PolicyKind, context: SpecContext): boolean {
  let faults = 0;
  const count = () => {
    faults += 1;
  };
  const text = policyText(fillVariables(candidate, context, count), kind, context.partition, () => {});
  const read = text === undefined ? undefined : parsePolicy(text, kind, context.partition, 'observed');
  return faults === 0 && read?.ok === true && read.policy.key === key && !hasBlank(candidate);
}

function hasBlank(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const items = Object.values(value);
  return items.length === 0 || items.some(hasBlank);
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
