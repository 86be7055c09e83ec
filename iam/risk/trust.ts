import { principalAccount } from '../arn.ts';
import { OPERATORS } from '../evaluation/operators.ts';
import { pinsIdentity, pinsPrincipal, sharedProviderKeys } from '../evaluation/pinning.ts';
import { listPrincipals } from '../evaluation/principal.ts';
import { matchesAction } from '../evaluation/statement.ts';
import type { ConditionClause, Policy, Statement } from '../policy/types.ts';

const ASSUMPTIONS = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

/**
 * Whether the trust policy lets anyone at all become the role: everybody without a condition that pins them to an account, an
 * organisation or an ARN, or the identities of a provider that serves everybody without a condition on whose they are.
 */
export function trustsPublic(trust: Policy): boolean {
  return trust.statements.filter(allowsAssumption).some((statement) => isPublic(statement, trust.version));
}

/** The ids of the other accounts that the trust policy lets in, as principals or by a condition on everybody, sorted. */
export function trustedAccounts(trust: Policy, ownAccountId: string): string[] {
  const named = trust.statements
    .filter(allowsAssumption)
    .flatMap((statement) => [
      ...(statement.principal?.negated ? [] : (statement.principal?.values.AWS ?? [])),
      ...(isForEverybody(statement) ? statement.conditions.filter(namesPrincipal).flatMap(({ values }) => values) : []),
    ]);
  const accounts = new Set(named.flatMap((value) => principalAccount(value) ?? []));
  accounts.delete(ownAccountId);
  return [...accounts].sort();
}

function namesPrincipal({ key, operator }: ConditionClause): boolean {
  return (key === 'aws:principalaccount' || key === 'aws:principalarn') && OPERATORS.get(operator)?.negated === false;
}

function isForEverybody({ principal }: Statement): boolean {
  return principal !== undefined && (principal.negated || principal.values.AWS?.includes('*') === true);
}

function allowsAssumption({ effect, action }: Statement): boolean {
  return effect === 'Allow' && ASSUMPTIONS.some((one) => matchesAction(action, one));
}

function isPublic(statement: Statement, version: Policy['version']): boolean {
  const { principal, conditions } = statement;
  if (principal === undefined) return false;
  const clauses = conditions.map((clause) => ({ clause, version }));
  if (isForEverybody(statement)) return !clauses.some(pinsPrincipal);
  return listPrincipals(principal.values).some(({ type, value }) => {
    const keys = type === 'Federated' ? sharedProviderKeys(value) : undefined;
    return keys !== undefined && !clauses.some((clause) => pinsIdentity(clause, keys));
  });
}
