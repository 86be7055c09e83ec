import { boundaryDirection, direction } from '../../iam/evaluation/direction.ts';
import { explainDifference } from '../../iam/evaluation/explain.ts';
import type { Direction, Policy, PolicyKind } from '../../iam/policy/types.ts';
import { isAdmin } from '../../iam/risk/admin.ts';
import { escalations } from '../../iam/risk/escalations.ts';
import { trustsPublic } from '../../iam/risk/trust.ts';
import type { Severity } from '../../specs/types.ts';
import type { PolicyReader } from '../reading/policy-reader.ts';
import type { Difference } from './diff.ts';
import { respell } from './spelling.ts';

/** What a difference means for access. */
export interface Judgement {
  readonly access: Direction;
  /** `critical` where live is admin, lets privileges escalate, or trusts the public, and the spec does not ask for that. */
  readonly severity: Severity;
  readonly detail: readonly string[];
  /** Whether what live allows here is known at all. */
  readonly known: boolean;
}

/** The text of a managed policy's default version; `undefined` if it is not known. */
export type ManagedDocument = (arn: string) => string | undefined;

/** Says which way a difference moves access, how bad that is, and in words what it means. */
export function judge(difference: Difference, policies: PolicyReader, managed: ManagedDocument): Judgement {
  switch (difference.attribute) {
    case 'role':
    case 'path':
    case 'description':
    case 'maxSessionDuration':
    case 'tags':
      return judgeAttribute(difference);
    case 'permissionsBoundary':
      return judgeBoundary(difference, policies, managed);
    default:
      return judgePolicy(difference, policies, managed);
  }
}

/** A document on one side: there, not there, or there with content that is not known. */
type Side = Policy | undefined | 'unknown';

function judgePolicy({ attribute, desired, observed }: Difference, policies: PolicyReader, managed: ManagedDocument): Judgement {
  const kind = attribute === 'trustPolicy' ? 'trust' : 'identity';
  const textOf = (value: Difference['desired']) => (attribute === 'managedPolicies' ? managed(String(value)) : String(value));
  const side = (value: Difference['desired']): Side => (value === null ? undefined : policyOf(textOf(value), kind, policies));
  const judged = judgeSides(side(desired), side(observed), kind, policies.partition);
  const texts = [desired, observed].flatMap((value) => (value === null ? [] : (textOf(value) ?? [])));
  return { ...judged, detail: respell(judged.detail, texts) };
}

function policyOf(text: string | undefined, kind: PolicyKind, policies: PolicyReader): Policy | 'unknown' {
  return policies.policy(text, kind) ?? 'unknown';
}

function judgeSides(desired: Side, observed: Side, kind: PolicyKind, partition: string): Judgement {
  if (desired === 'unknown' || observed === 'unknown') {
    const danger = observed !== undefined && observed !== 'unknown' ? dangers(undefined, observed, kind, partition) : [];
    const unread = judgement('different', danger, ['the content of the policy was not read, so what it allows is not known']);
    return { ...unread, known: observed !== 'unknown' };
  }
  const danger = dangers(desired, observed, kind, partition);
  const detail = danger[0] === EVERYTHING ? danger : [...danger, ...explainDifference(desired, observed, kind)];
  return judgement(direction(desired, observed), danger, detail);
}

const EVERYTHING = 'this policy allows everything on everything';

/** What makes live critical where the spec does not ask for it. */
function dangers(
  desired: Policy | undefined,
  observed: Policy | undefined,
  kind: PolicyKind,
  partition: string,
): readonly string[] {
  if (observed === undefined) return [];
  if (kind === 'trust')
    return trustsPublic(observed) && !(desired && trustsPublic(desired)) ? ['anyone at all may assume this role'] : [];
  if (isAdmin(observed, partition)) return desired && isAdmin(desired, partition) ? [] : [EVERYTHING];
  const already = new Set(desired ? escalations(desired, partition) : []);
  const gained = escalations(observed, partition).filter((name) => !already.has(name));
  return gained.length === 0
    ? []
    : [`this policy lets privileges escalate (${gained.slice(0, 3).join(', ')}${gained.length > 3 ? ', …' : ''})`];
}

function judgement(access: Direction, danger: readonly string[], detail: readonly string[]): Judgement {
  const severity = danger.length > 0 ? 'critical' : SEVERITY_OF[access];
  return { access, severity, detail: [...new Set(detail)], known: true };
}

/** What is not proved to be narrower may allow what the spec does not. */
const SEVERITY_OF: Readonly<Record<Direction, Severity>> = {
  wider: 'high',
  different: 'high',
  narrower: 'medium',
  same: 'low',
};

function judgeBoundary({ desired, observed }: Difference, policies: PolicyReader, managed: ManagedDocument): Judgement {
  const side = (arn: string | number | null) => (arn === null ? null : policyOf(managed(String(arn)), 'identity', policies));
  const [wanted, live] = [side(desired), side(observed)];
  return judgement(boundaryAccess(wanted, live), [], [boundaryWords(desired, observed)]);
}

function boundaryAccess(desired: Policy | 'unknown' | null, observed: Policy | 'unknown' | null): Direction {
  if (observed === null) return 'wider';
  if (desired === null) return 'narrower';
  return desired === 'unknown' || observed === 'unknown' ? 'different' : boundaryDirection(desired, observed);
}

function boundaryWords(desired: string | number | null, observed: string | number | null): string {
  if (observed === null) return 'no permissions boundary limits this role';
  return desired === null ? 'a permissions boundary limits this role' : 'another permissions boundary limits this role';
}

function judgeAttribute({ attribute, kind }: Difference): Judgement {
  const judged = (access: Direction, severity: Severity, ...detail: string[]) => ({ access, severity, detail, known: true });
  if (attribute === 'role' && kind === 'missing') return judged('narrower', 'high', 'there is no such role');
  if (attribute === 'role' && kind === 'extra') return judged('wider', 'medium', 'the role is declared absent, but it exists');
  if (attribute === 'role') return judged('same', 'low', 'the name differs in upper and lower case, which IAM cannot change');
  if (attribute === 'path') return judged('same', 'low', 'IAM cannot change the path of a role');
  return judged('same', 'low');
}
