import type { Policy } from '../../iam/policy/types.ts';
import type { Change } from './changes.ts';
import { commonNames, gainedNames, NO_NAMES } from './dangers.ts';
import type { PlanAccount } from './documents.ts';

/** Once a role is enforced whose spec says nothing of a boundary, it gets the one that the guards require. */
export function imposedBoundary(name: string, { live, declared, requiredBoundary }: PlanAccount): readonly Change[] {
  const [role, spec] = [live.get(name), declared.get(name)];
  if (requiredBoundary === undefined || role === undefined || spec === undefined) return [];
  const before = role.permissionsBoundary ?? null;
  if (spec.permissionsBoundary !== undefined || before === requiredBoundary) return [];
  return [{ unit: 'permissionsBoundary', before, after: requiredBoundary, access: before === null ? 'narrower' : 'different' }];
}

/** Whether a change lets a role do what its policies say and its boundary held back, surely or possibly. */
export function isLoosened({ unit, before, access }: Change): boolean {
  return unit === 'permissionsBoundary' && before !== null && (access === 'wider' || access === 'different');
}

/** The dangers in the role's policies that only the boundary before held back; none where a boundary is not known. */
export function freedNames(change: Change, policies: readonly Policy[], account: PlanAccount): ReadonlySet<string> {
  const { before, after } = change;
  const was = boundary(before, account);
  if (!isLoosened(change) || was === undefined) return NO_NAMES;
  const freed = gainedNames([was], policies, account);
  if (after === null) return freed;
  const is = boundary(after, account);
  return is === undefined ? NO_NAMES : commonNames(freed, gainedNames([was], [is], account));
}

function boundary(arn: Change['after'], { policies, managed }: PlanAccount): Policy | undefined {
  return policies.policy(managed(String(arn)), 'identity');
}

/** What becomes of the limit, as sentences without a full stop. */
export function boundaryWords({ unit, before, after }: Change): readonly string[] {
  if (unit !== 'permissionsBoundary') return [];
  if (after === null) return ['no permissions boundary would limit this role any more'];
  return [
    before === null ? 'a permissions boundary would limit this role' : 'another permissions boundary would limit this role',
  ];
}
