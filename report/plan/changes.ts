import type { Direction } from '../../iam/policy/types.ts';
import type { Role } from '../../iam/role.ts';
import type { Drift, RoleReport } from '../../reconciler/types.ts';
import { inputsOf } from '../drift/new-role.ts';

/** What a spec would do to one unit of a role. Policies attached from elsewhere are named by their ARN. */
export interface Change {
  readonly unit: string;
  readonly before: Drift['observed'];
  readonly after: Drift['desired'];
  /** Which way it moves access, seen from what is live now. */
  readonly access: Direction;
}

/** What becomes of what a spec asks for: an apply does it, or only looks at it, or may not do it. */
export type Fate = 'applied' | 'observed' | 'refused';

const MIRRORED: Readonly<Record<Direction, Direction>> = {
  wider: 'narrower',
  narrower: 'wider',
  different: 'different',
  same: 'same',
};

export function fateOf(role: RoleReport): Fate {
  if (isPlanned(role)) return 'applied';
  return role.mode === 'enforce' ? 'refused' : 'observed';
}

/**
 * Every unit that a plan brings to its spec, or would if the role were enforced and not refused; of a role that is to be created,
 * all that gives access.
 * @param declared the role as its spec declares it, where that is known
 */
export function wantedChanges(role: RoleReport, declared: Role | undefined): readonly Change[] {
  if (isNew(role)) return createdUnits(role, declared);
  const drift = role.drift.filter(({ unit, tolerated }) => unit !== 'role' && isWanted(tolerated, role));
  return drift.map(({ unit, desired, observed, access }) => ({
    unit,
    before: observed,
    after: desired,
    access: MIRRORED[access],
  }));
}

/** What somebody keeps changing back is wanted, only not now: where other calls are made, it is no part of them. */
function isWanted(tolerated: Drift['tolerated'], role: RoleReport): boolean {
  return tolerated === null || (tolerated === 'backOff' && !isPlanned(role));
}

/** Whether the role is yet to be created. */
export function isNew({ drift, actions }: RoleReport): boolean {
  return (
    actions.some(({ call }) => call === 'CreateRole') || drift.some(({ unit, kind }) => unit === 'role' && kind === 'missing')
  );
}

function isPlanned({ mode, actions }: RoleReport): boolean {
  return mode === 'enforce' && actions.some(({ outcome }) => outcome === 'planned');
}

function createdUnits({ actions }: RoleReport, declared: Role | undefined): readonly Change[] {
  const documents = actions.some(({ call }) => call === 'CreateRole') ? writtenDocuments(actions) : declaredDocuments(declared);
  return documents.map(([unit, after]) => ({ unit, before: null, after, access: 'wider' }));
}

type Documents = readonly (readonly [unit: string, value: string])[];

/** The last write of a document counts: it may be written in steps. */
function writtenDocuments(actions: RoleReport['actions']): Documents {
  const trust = [
    ...inputsOf(actions, 'CreateRole').map(({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument),
    ...inputsOf(actions, 'UpdateAssumeRolePolicy').map(({ PolicyDocument }) => PolicyDocument),
  ].at(-1);
  const inline = inputsOf(actions, 'PutRolePolicy').map(
    ({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument] as const,
  );
  const attached = inputsOf(actions, 'AttachRolePolicy').map(({ PolicyArn }) => PolicyArn);
  return [...(trust === undefined ? [] : [['trustPolicy', trust] as const]), ...policyDocuments(new Map(inline), attached)];
}

function declaredDocuments(role: Role | undefined): Documents {
  return role === undefined
    ? []
    : [['trustPolicy', role.trustPolicy], ...policyDocuments(role.inlinePolicies, role.managedPolicies)];
}

/** The policies of a role by their units; those that are attached by their ARN. */
export function policyDocuments(inline: ReadonlyMap<string, string>, attached: readonly string[]): Documents {
  return [
    ...[...inline].map(([name, text]) => [`inlinePolicies[${name}]`, text] as const),
    ...attached.map((arn) => [`managedPolicies[${arn}]`, arn] as const),
  ];
}
