import { foldName } from '../role.ts';
import { detailedPolicy, detailedRole, listedRole } from './answers.ts';
import { documentValue } from './document-text.ts';
import type { EmbeddedAccount } from './embedded-account.ts';
import { SNAPSHOT_KIND, SNAPSHOT_VERSION } from './export-schema.ts';
import { awsPoliciesInUse } from './listing-calls.ts';
import { sorted } from './pages.ts';
import type { AccountState, StoredPolicy, StoredRole } from './state.ts';

/**
 * The account as plain JSON that reads back to an equal account: what `get-account-authorization-details` gives, with
 * the description and session duration of each role. What was not observed is not written.
 * @param taskDefinitionRoles ARNs of the roles that current task definitions use, where that is known
 */
export function exportAccount({ state }: EmbeddedAccount, taskDefinitionRoles?: readonly string[]): unknown {
  const roles = sorted([...state.roles.values()].map((role) => ({ key: foldName(role.name), value: role }))).map(
    ({ value }) => value,
  );
  return {
    apiVersion: SNAPSHOT_VERSION,
    kind: SNAPSHOT_KIND,
    accountId: state.accountId,
    partition: state.partition,
    SummaryMap: state.quotas,
    ...(taskDefinitionRoles && { taskDefinitionRoles: [...new Set(taskDefinitionRoles)].sort() }),
    ...(state.users && { UserDetailList: [...state.users].sort().map(([Arn, UserId]) => ({ Arn, UserId })) }),
    RoleDetailList: roles.flatMap(exportedDetail),
    Roles: roles.filter(({ details }) => details === undefined).map(exportedRole),
    Policies: exportedPolicies(state),
  };
}

function exportedRole(role: StoredRole) {
  return { ...listedRole(role), ...dated(role), AssumeRolePolicyDocument: documentValue(role.trust) };
}

function exportedDetail(role: StoredRole) {
  const { details } = role;
  if (details === undefined) return [];
  const { RolePolicyList, RoleLastUsed, ...detail } = detailedRole(role, details);
  const { LastUsedDate, ...lastUsed } = RoleLastUsed ?? {};
  return [
    {
      ...detail,
      ...exportedRole(role),
      RolePolicyList: RolePolicyList.map(({ PolicyName, PolicyDocument }) => ({
        PolicyName,
        PolicyDocument: documentValue(PolicyDocument),
      })),
      ...(RoleLastUsed && { RoleLastUsed: { ...(LastUsedDate && { LastUsedDate: LastUsedDate.toISOString() }), ...lastUsed } }),
    },
  ];
}

function dated({ createdAt }: StoredRole) {
  return createdAt === undefined ? {} : { CreateDate: createdAt.toISOString() };
}

function exportedPolicies(state: AccountState) {
  const policies = new Map([...awsPoliciesInUse(state), ...state.policies.values()].map((policy) => [policy.arn, policy]));
  return sorted([...policies].map(([key, value]) => ({ key, value }))).map(({ value }) => exportedPolicy(value));
}

function exportedPolicy(policy: StoredPolicy) {
  const detail = detailedPolicy(policy);
  const versions = detail.PolicyVersionList.map((version) => ({ ...version, Document: documentValue(version.Document) }));
  return { ...detail, PolicyVersionList: versions };
}
