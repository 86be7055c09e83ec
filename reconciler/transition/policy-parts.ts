import { canShareDocument, documentOf, hasDenies, sameDenies, sharedAllows, statementsOf } from '../../iam/combine.ts';
import { overlaps } from '../../iam/pattern.ts';
import type { Policy, Statement } from '../../iam/policy/types.ts';

/** A policy of a role that the transition puts, removes or overwrites. */
export interface PolicyChange {
  /** An inline policy can pass through other documents on its way; a managed one is attached or it is not. */
  readonly kind: 'inline' | 'managed';
  /** The inline policy's name or the managed one's ARN. */
  readonly name: string;
  /** `undefined` where the policy is not there, or its content is not known. */
  readonly before: Policy | undefined;
  readonly after: Policy | undefined;
  /** The document's text, or the ARN; `undefined` where the policy is not there. */
  readonly beforeText: string | undefined;
  readonly afterText: string | undefined;
}

/** A document for a moment of the transition: a text to put, or `undefined` for no such policy. */
export type Stage = string | undefined;

/** Puts the denies of the new document in, next to all that the old one says. */
export function withNewDenies(change: PolicyChange): Stage {
  return staged(change, (before, after) => [before?.statements ?? [], statementsOf(after, 'Deny')]);
}

/** All that either document says. */
export function both(change: PolicyChange): Stage {
  return staged(change, (before, after) => [before?.statements ?? [], after?.statements ?? []]);
}

/** What the new document allows, under the denies of both. */
export function withOldDenies(change: PolicyChange): Stage {
  return staged(change, (before, after) => [statementsOf(before, 'Deny'), after?.statements ?? []]);
}

/** What both documents allow, under the denies of both. */
export function shared(change: PolicyChange): Stage {
  return staged(change, (before, after) => [
    before !== undefined && after !== undefined ? sharedAllows(before, after) : [],
    statementsOf(before, 'Deny'),
    statementsOf(after, 'Deny'),
  ]);
}

type Parts = (before: Policy | undefined, after: Policy | undefined) => readonly (readonly Statement[])[];

/** A stage that says what a whole document says is that document, so that nothing is written twice. */
function staged({ before, after, beforeText, afterText }: PolicyChange, parts: Parts): Stage {
  const version = (before ?? after)?.version ?? '2012-10-17';
  const document = documentOf(version, ...parts(before, after));
  if (document === undefined) return undefined;
  if (says(document, after)) return afterText;
  return says(document, before) ? beforeText : document.key;
}

function says(document: Policy, other: Policy | undefined): boolean {
  return other !== undefined && documentOf(document.version, other.statements)?.key === document.key;
}

/** Whether the change may go straight from an old document to a new one, given the other policies that were there and change. */
export function mayGoDirectly(change: PolicyChange, others: readonly PolicyChange[]): boolean {
  const { before, after } = change;
  if (before === undefined || after === undefined) return false;
  const lost = statementsOf(before, 'Allow');
  return sameDenies(before, after) && !others.some((other) => mayAllowInCommon(lost, statementsOf(other.after, 'Allow')));
}

/** Whether no document can say what both say, so that one has to take the other's place in one call. */
export function isIndivisible({ before, after }: PolicyChange): boolean {
  return before !== undefined && after !== undefined && !canShareDocument(before, after);
}

function mayAllowInCommon(left: readonly Statement[], right: readonly Statement[]): boolean {
  return left.some((a) => right.some((b) => mayOverlap(a, b)));
}

function mayOverlap(a: Statement, b: Statement): boolean {
  if (a.action.negated || b.action.negated) return true;
  return a.action.values.some((left) => b.action.values.some((right) => overlaps(left, right)));
}

/** Whether the policy is or will be there with content that is not known. */
export function isUnread({ before, after, beforeText, afterText }: PolicyChange): boolean {
  return (beforeText !== undefined && before === undefined) || (afterText !== undefined && after === undefined);
}

export function bringsDenies({ after }: PolicyChange): boolean {
  return hasDenies(after);
}

export function hadDenies({ before }: PolicyChange): boolean {
  return hasDenies(before);
}
