import { arnSegments } from '../../iam/arn.ts';
import type { Grant } from '../../specs/grants/grant-table.ts';
import type { NeededRequest } from '../types.ts';

/** The calls that a grant is for, with what its ARN says of them. */
export function callsOf({ actions, resource }: Pick<Grant, 'actions' | 'resource'>): NeededRequest[] {
  const isPattern = resource !== '*' && /[*?]/.test(resource);
  return actions.map((action) => ({ action, resource, isPattern, known: knownByArn(resource) }));
}

/** A call goes to the region of what it names; buckets are named without one. */
function knownByArn(resource: string): Readonly<Record<string, string>> {
  const [, , , region, account] = arnSegments(resource) ?? [];
  if (!region || !account) return {};
  return { 'aws:requestedregion': region, 'aws:resourceaccount': account };
}
