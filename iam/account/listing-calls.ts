import type { EntityType } from '../api.ts';
import { foldName } from '../role.ts';
import { type Answer, detailedPolicy, detailedRole, listedRole } from './answers.ts';
import { detailsOf, existingRole, isOfAws } from './lookup.ts';
import { type Entry, pageOf, sorted } from './pages.ts';
import type { AccountState, RoleDetails, StoredPolicy, StoredRole } from './state.ts';
import { checkParameter } from './validation.ts';

type Entity =
  | { readonly type: 'role'; readonly role: StoredRole; readonly details: RoleDetails }
  | { readonly type: 'policy'; readonly policy: StoredPolicy };

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: Answer<'ListRoles'> = (state, input) => {
  const prefix = input.PathPrefix ?? '/';
  checkParameter('pathPrefix', prefix);
  const entries = listing(state, `roles ${prefix}`, () =>
    [...state.roles.values()]
      .filter((role) => role.path.startsWith(prefix))
      .map((role) => ({ key: foldName(role.name), value: role })),
  );
  const { items, position } = pageOf(entries, input, state.pageSize);
  return { Roles: items.map(listedRole), ...position };
};

/**
 * Pages mix roles and policies; a policy of AWS's own is there only while a role uses it.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const getAccountAuthorizationDetails: Answer<'GetAccountAuthorizationDetails'> = (state, input) => {
  const wanted = new Set(input.Filter ?? (['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] satisfies EntityType[]));
  const entries = listing(state, `details ${[...wanted].sort()}`, () => [
    ...roleEntries(state, wanted),
    ...policyEntries(state, wanted),
  ]);
  const { items, position } = pageOf(entries, input, state.pageSize);
  return {
    RoleDetailList: items.flatMap((item) => (item.type === 'role' ? [detailedRole(item.role, item.details)] : [])),
    Policies: items.flatMap((item) => (item.type === 'policy' ? [detailedPolicy(item.policy)] : [])),
    ...position,
  };
};

function listing<T>(state: AccountState, name: string, list: () => readonly Entry<T>[]): readonly Entry<T>[] {
  const known = state.listings.get(name) as readonly Entry<T>[] | undefined;
  if (known !== undefined) return known;
  const entries = sorted(list());
  state.listings.set(name, entries);
  return entries;
}

/** A role whose details the export lacks is left out: it must not look as if it had no policies. */
function roleEntries(state: AccountState, wanted: ReadonlySet<EntityType>): readonly Entry<Entity>[] {
  if (!wanted.has('Role')) return [];
  return [...state.roles.values()].flatMap((role) => {
    const { details } = role;
    return details === undefined ? [] : [{ key: `${foldName(role.name)} ${role.arn}`, value: { type: 'role', role, details } }];
  });
}

function policyEntries(state: AccountState, wanted: ReadonlySet<EntityType>): readonly Entry<Entity>[] {
  const local = wanted.has('LocalManagedPolicy') ? [...state.policies.values()].filter(({ arn }) => !isOfAws(arn)) : [];
  const ofAws = wanted.has('AWSManagedPolicy') ? awsPoliciesInUse(state) : [];
  return [...local, ...ofAws].map((policy) => ({
    key: `${foldName(policy.name)} ${policy.arn}`,
    value: { type: 'policy', policy },
  }));
}

/** The policies of AWS's own that roles use and whose documents are known. */
export function awsPoliciesInUse(state: AccountState): readonly StoredPolicy[] {
  const used = new Set<string>();
  for (const { details } of state.roles.values()) {
    if (details?.permissionsBoundary) used.add(details.permissionsBoundary);
    for (const arn of details?.attachedPolicies.keys() ?? []) used.add(arn);
  }
  return [...used].filter(isOfAws).flatMap((arn) => state.policies.get(arn) ?? state.catalogue.get(arn) ?? []);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary: Answer<'GetAccountSummary'> = (state) => {
  const local = [...state.policies.keys()].filter((arn) => !isOfAws(arn));
  return { SummaryMap: { ...state.quotas, Roles: state.roles.size, Policies: local.length } };
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export const listInstanceProfilesForRole: Answer<'ListInstanceProfilesForRole'> = (state, input) => {
  const { instanceProfiles } = detailsOf(existingRole(state, input.RoleName));
  const entries = instanceProfiles.map((profile) => ({ key: profile.InstanceProfileName, value: { ...profile } }));
  const { items, position } = pageOf(sorted(entries), input, state.pageSize);
  return { InstanceProfiles: items, ...position };
};
