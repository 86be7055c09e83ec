import { arnSegments, principalAccount } from '../../iam/arn.ts';
import { pinsPrincipal } from '../../iam/evaluation/pinning.ts';
import { listPrincipals } from '../../iam/evaluation/principal.ts';
import type { Principal } from '../../iam/evaluation/types.ts';
import { conditionWords, principalWords } from '../../iam/evaluation/wording.ts';
import type { Policy, Statement } from '../../iam/policy/types.ts';
import { trustsPublic } from '../../iam/risk/trust.ts';
import { ECS_TASKS } from '../../specs/aws/service-principals.ts';
import type { StatementReference } from '../types.ts';
import { trustingStatements } from './trusting.ts';

/** Amazon ECS itself uses infrastructure roles: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html */
const ECS = 'ecs.amazonaws.com';
/** What IAM shows for a role or user that was deleted. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const UNIQUE_ID = /^A(?:ROA|IDA)[A-Z0-9]+$/;

/** `public`: everybody. `foreign`: another account or service. `own`: somebody of the account. */
export type Distance = 'public' | 'foreign' | 'own';

/** Somebody beside Amazon ECS tasks whom a trust policy lets in. */
export interface Outsider {
  readonly distance: Distance;
  readonly principal: string;
  /** To stand after "lets in". */
  readonly words: string;
  readonly statement: StatementReference;
}

/** Whom the trust policy lets in beside Amazon ECS and its tasks. Services count only where tasks are let in as well: else they are a mistake. */
export function outsiders(trust: Policy, accountId: string): readonly Outsider[] {
  const trusting = trustingStatements(trust);
  const namesTasks = trusting.some(({ statement }) => statement.principal?.values.Service?.includes(ECS_TASKS));
  return trusting.flatMap(({ statement, reference }) =>
    outsidersIn(statement, trust, accountId)
      .filter(({ isService }) => !isService || namesTasks)
      .map(({ distance, principal, words }) => ({ distance, principal, words, statement: reference })),
  );
}

type Named = Omit<Outsider, 'statement'> & { readonly isService?: boolean };

function outsidersIn(statement: Statement, trust: Policy, accountId: string): readonly Named[] {
  const { principal } = statement;
  if (principal === undefined) return [];
  if (trustsPublic({ ...trust, statements: [statement] }))
    return [{ distance: 'public', principal: '*', words: principalWords(principal) }];
  if (principal.negated) return [everybody(statement, trust, accountId)];
  return listPrincipals(principal.values).flatMap((one) =>
    one.type === 'AWS' && one.value === '*' ? [everybody(statement, trust, accountId)] : outsider(one, accountId),
  );
}

/** Everybody whom the conditions leave; `own` where one of them leaves nobody but the account's. */
function everybody({ principal, conditions }: Statement, { version }: Policy, accountId: string): Named {
  const isOwn = conditions.some(
    (clause) => pinsPrincipal({ clause, version }) && clause.values.every((value) => accountIn(value) === accountId),
  );
  return {
    distance: isOwn ? 'own' : 'foreign',
    principal: '*',
    words: `${principalWords(principal)}${conditionWords(conditions)}`,
  };
}

function accountIn(value: string): string | undefined {
  return principalAccount(value) ?? arnSegments(value)?.[4];
}

function outsider({ type, value }: Principal, accountId: string): readonly Named[] {
  if (type === 'Service') return ofService(value);
  if (UNIQUE_ID.test(value)) return [{ distance: 'own', principal: value, words: `a principal that was deleted (${value})` }];
  const account = principalAccount(value);
  const isOwn = account === accountId || (type === 'Federated' && account === undefined);
  const words = principalWords({ negated: false, values: { [type]: [value] } });
  return [{ distance: isOwn ? 'own' : 'foreign', principal: value, words }];
}

function ofService(service: string): readonly Named[] {
  if (service === ECS || service === ECS_TASKS || service === `${ECS_TASKS}.cn`) return [];
  return [{ distance: 'foreign', principal: service, words: `the service ${service}`, isService: true }];
}
