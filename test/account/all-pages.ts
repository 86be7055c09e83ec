import type { IamApi, IamCalls, ManagedPolicyDetail, RoleDetail, RoleRecord } from '../../iam/api.ts';

/** Every role of ListRoles, in the order of the pages. */
export async function allRoles(account: IamApi, MaxItems = 100): Promise<readonly RoleRecord[]> {
  const roles: RoleRecord[] = [];
  for (let marker: { Marker?: string } | undefined = {}; marker !== undefined; ) {
    const page: IamCalls['ListRoles']['output'] = await account.call('ListRoles', { MaxItems, ...marker });
    roles.push(...page.Roles);
    marker = page.IsTruncated && page.Marker !== undefined ? { Marker: page.Marker } : undefined;
  }
  return roles;
}

/** Everything that GetAccountAuthorizationDetails gives, in the order of the pages. */
export async function allDetails(account: IamApi, MaxItems = 100) {
  const roles: RoleDetail[] = [];
  const policies: ManagedPolicyDetail[] = [];
  for (let marker: { Marker?: string } | undefined = {}; marker !== undefined; ) {
    const page: IamCalls['GetAccountAuthorizationDetails']['output'] = await account.call('GetAccountAuthorizationDetails', {
      MaxItems,
      ...marker,
    });
    roles.push(...page.RoleDetailList);
    policies.push(...page.Policies);
    marker = page.IsTruncated && page.Marker !== undefined ? { Marker: page.Marker } : undefined;
  }
  return { roles, policies };
}
