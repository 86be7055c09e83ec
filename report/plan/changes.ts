import type { Direction } from '../../iam/policy/types.ts';
import type { Drift, RoleReport } from '../../reconciler/types.ts';
import { inputsOf } from '../drift/new-role.ts';

/** What a plan does to one unit of a role. Policies attached from elsewhere are named by their ARN. */
export interface Change {
  readonly unit: string;
  readonly before: Drift['observed'];
  readonly after: Drift['desired'];
  /** Which way it moves access, seen from what is live now. */
  readonly access: Direction;
}

const MIRRORED: Readonly<Record<Direction, Direction>> = {
  wider: 'narrower',
  narrower: 'wider',
  different: 'different',
  same: 'same',
};

/** Every unit that the planned calls bring to its spec; of a role that is to be created, all that gives access. */
export function plannedChanges(role: RoleReport): readonly Change[] {
  if (!isPlanned(role)) return [];
  if (role.actions.some(({ call }) => call === 'CreateRole')) return createdUnits(role);
  return role.drift
    .filter(({ tolerated, unit }) => tolerated === null && unit !== 'role')
    .map(({ unit, desired, observed, access }) => ({ unit, before: observed, after: desired, access: MIRRORED[access] }));
}

/** Whether an apply makes calls for this role at all. */
export function isPlanned({ mode, actions }: RoleReport): boolean {
  return mode === 'enforce' && actions.some(({ outcome }) => outcome === 'planned');
}

/** The last write of a document counts: it may be written in steps. */
function createdUnits({ actions }: RoleReport): readonly Change[] {
  const trust = [
    ...inputsOf(actions, 'CreateRole').map(({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument),
    ...inputsOf(actions, 'UpdateAssumeRolePolicy').map(({ PolicyDocument }) => PolicyDocument),
  ].at(-1);
  const documents = new Map([
    ...(trust === undefined ? [] : [['trustPolicy', trust] as const]),
    ...inputsOf(actions, 'PutRolePolicy').map(
      ({ PolicyName, PolicyDocument }) => [`inlinePolicies[${PolicyName}]`, PolicyDocument] as const,
    ),
    ...inputsOf(actions, 'AttachRolePolicy').map(({ PolicyArn }) => [`managedPolicies[${PolicyArn}]`, PolicyArn] as const),
  ]);
  return [...documents].map(([unit, after]) => ({ unit, before: null, after, access: 'wider' }));
}

/** ARNs of the policies that a plan attaches to a role or detaches from it. */
export function attachedPolicies(role: RoleReport): readonly string[] {
  const changes = plannedChanges(role).filter(({ unit }) => unit.startsWith('managedPolicies['));
  return changes.flatMap(({ before, after }) => [before, after].filter((arn) => typeof arn === 'string'));
}
