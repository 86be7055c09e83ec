import { principalAccount } from './arn.ts';
import { type Atom, split, statementsOf } from './evaluation/atoms.ts';
import { containsStatement, mayMeet } from './evaluation/containment.ts';
import { ESCALATION_PATHS } from './evaluation/escalation-paths.ts';
import { permits } from './evaluation/evaluate.ts';
import { OPERATORS } from './evaluation/operators.ts';
import { pinsIdentity, pinsPrincipal, sharedProviderKeys } from './evaluation/pinning.ts';
import { listPrincipals } from './evaluation/principal.ts';
import { matchesAction } from './evaluation/statement.ts';
import { foldCase } from './policy/fold.ts';
import type { ConditionClause, Policy, Statement } from './policy/types.ts';

/** Of every kind: whoever may do all of these may do everything that matters. */
const ADMIN_REQUESTS = [
  ['iam:AttachRolePolicy', 'iam::000000000000:role/sample'],
  ['iam:CreatePolicyVersion', 'iam::000000000000:policy/sample'],
  ['iam:PassRole', 'iam::000000000000:role/sample'],
  ['sts:AssumeRole', 'iam::000000000000:role/sample'],
  ['ec2:RunInstances', 'ec2:sample-1:000000000000:instance/sample'],
  ['kms:Decrypt', 'kms:sample-1:000000000000:key/sample'],
  ['s3:DeleteObject', 's3:::sample/sample'],
  ['sample:Sample', 'sample:sample-1:000000000000:sample'],
] as const;
const ANY_ROLE = { type: 'AWS', value: 'arn:aws:iam::000000000000:role/sample' } as const;
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'];
const ASSUMPTIONS = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

/**
 * Whether the document by itself allows everything on everything, without conditions and whatever way it is written. A Deny counts
 * only where it has no condition.
 * @param partition the account's own; others count where the document names them
 */
export function isAdmin(policy: Policy, partition: string): boolean {
  const statements = policy.statements.filter(({ effect, conditions }) => effect === 'Allow' || conditions.length === 0);
  const policies = [{ name: '', policy: { ...policy, statements } }];
  return partitionsOf(policy, partition).some((one) =>
    ADMIN_REQUESTS.every(([action, resource]) => {
      const request = { principal: ANY_ROLE, action, resource: `arn:${one}:${resource}`, context: new Map() };
      return permits(policies, request).outcome === 'allowed';
    }),
  );
}

/**
 * The names of the sets of actions with which the document by itself lets its role escalate its privileges, surely or possibly:
 * a condition is taken to hold for an Allow, and a Deny counts only where nothing of the Allow is left.
 * @param partition the account's own; others count where the document names them
 */
export function escalations(policy: Policy, partition: string): string[] {
  const atoms = statementsOf([policy]);
  const partitions = partitionsOf(policy, partition);
  const isPossibleOn = (action: string, resource: string) =>
    partitions.some((one) => isPossible(atoms, action, resource.replace('arn:*:', `arn:${one}:`)));
  return ESCALATION_PATHS.filter(({ actions }) => actions.every((one) => isPossibleOn(...one))).map(({ name }) => name);
}

/** The account's own partition always: what a document names beside it must hide nothing. */
function partitionsOf({ key }: Policy, own: string): readonly string[] {
  return [own, ...PARTITIONS.filter((one) => one !== own && key.includes(`arn:${one}:`))];
}

function isPossible(atoms: readonly Atom[], action: string, resource: string): boolean {
  const asked = { negated: false, values: [foldCase(action)] };
  const target = statementOn(asked, { negated: false, values: [resource] });
  const denies = atoms.filter(({ statement }) => statement.effect === 'Deny');
  return atoms
    .filter(({ statement }) => statement.effect === 'Allow' && matchesAction(statement.action, action))
    .map(({ version, statement }): Atom => ({ version, statement: { ...statement, action: asked } }))
    .flatMap(split)
    .some((atom) => mayMeet(atom, target) && !denies.some((deny) => containsStatement(deny, narrowed(atom, target))));
}

/** The part of a statement that lies on the target's resources, as far as a pattern can say. */
function narrowed(atom: Atom, target: Atom): Atom {
  const isWider = containsStatement({ ...atom, statement: { ...atom.statement, conditions: [] } }, target);
  return isWider ? { ...target, statement: { ...target.statement, conditions: atom.statement.conditions } } : atom;
}

function statementOn(action: Statement['action'], resource: Statement['resource']): Atom {
  return {
    version: '2012-10-17',
    statement: { sid: '', effect: 'Allow', principal: undefined, action, resource, conditions: [] },
  };
}

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
