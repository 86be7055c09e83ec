import { canonicalPolicy } from './canonical.ts';
import type { Policy } from './types.ts';

/** Whether two documents are the same but for cosmetic differences; Sids and Version count. */
export function policiesEqual(a: Policy, b: Policy): boolean {
  return a.key === b.key;
}

/**
 * Whether two documents grant and deny the same for the same reasons: Sids do not count,
 * and the Version only where it decides whether `${` starts a policy variable.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export function sameMeaning(a: Policy, b: Policy): boolean {
  return policiesEqual(a, b) || meaningOf(a) === meaningOf(b);
}

function meaningOf({ version, statements, key }: Policy): string {
  const decides = key.includes('${');
  const unnamed = statements.map((statement) => ({ ...statement, sid: '' }));
  return canonicalPolicy(decides ? version : '2012-10-17', unnamed).key;
}
