import { enumeration } from '../../iam/evaluation/wording.ts';
import type { Policy } from '../../iam/policy/types.ts';
import { defaultTrustPolicy } from '../../specs/role/trust.ts';
import { remedyOf } from '../remedies/remedy.ts';
import { type Account, replaceTrust } from '../remedies/role-commands.ts';
import { specPart } from '../remedies/role-spec.ts';
import type { AuditedRole, Remedy } from '../types.ts';
import { outsiders } from './outsiders.ts';
import { trustingStatements } from './trusting.ts';

/**
 * The trust policy that lets in Amazon ECS tasks of the account and nobody else: as a command, or for a role that a spec
 * declares, as the lines of its spec.
 * @param purpose begins the sentence, as in "Let Amazon ECS tasks of this account use the role"
 */
export function trustRemedy(role: AuditedRole, account: Account, purpose: string): Remedy {
  if (role.declared !== null) {
    const { file, line } = role.declared.source;
    const text = `${purpose}: replace its trust policy in its spec (${file}:${line})${losers(role, account)}`;
    return remedyOf(text, { spec: specPart({ trustPolicy: JSON.parse(defaultTrustPolicy(account)) }) });
  }
  const text = `${purpose}: replace its trust policy${losers(role, account)}`;
  return remedyOf(text, { command: replaceTrust(role.name, account) });
}

/** Whoever uses the role today has to be told before it is taken away. */
function losers({ access: { trust } }: AuditedRole, { accountId }: Account): string {
  if (trust === undefined) return '';
  const services = trustingStatements(trust).flatMap(({ statement }) => statement.principal?.values.Service ?? []);
  const others = [
    ...outsiders(trust, accountId).map(({ words }) => words),
    ...services.filter(isOther).map((one) => `the service ${one}`),
  ];
  const words = [...new Set(others)];
  const gone =
    words.length === 0
      ? []
      : [`${enumeration(words, 'and')} will lose the role, so give whoever needs one a role of its own first`];
  return [...gone, ...denials(trust)].map((clause) => `; ${clause}`).join('');
}

/** Somebody may have shut the role on purpose. */
function denials({ statements }: Policy): readonly string[] {
  const denies = statements
    .filter(({ effect }) => effect === 'Deny')
    .map(({ sid }) => (sid === '' ? 'a Deny' : `the Deny ${sid}`));
  return denies.length === 0
    ? []
    : [`${enumeration([...new Set(denies)], 'and')} will go, so find out first what it was put there for`];
}

function isOther(service: string): boolean {
  return !service.startsWith('ecs-tasks.');
}
