import type { StatementReference } from '../types.ts';

/** A statement in words: `the statement Pull of the policy RolecallGrants`. */
export function statementWords({ policy, sid, index }: StatementReference): string {
  const statement = sid === '' ? `statement ${index + 1}` : `the statement ${sid}`;
  if (policy === 'boundary') return `${statement} of the permissions boundary`;
  return policy === 'trust' ? `${statement} of the trust policy` : `${statement} of the policy ${policy}`;
}
