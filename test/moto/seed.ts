import { CreatePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { AttachedPermissionsBoundary, IamApi } from '../../iam/api.ts';
import { EXPORTED_ACCOUNT, type ExportedAccount, type ExportedRole, exportedRole } from '../end-to-end/exported-account.ts';

/** The export as that of another account, with only these roles. */
export function movedExport(account: ExportedAccount, accountId: string, names: readonly string[]): ExportedAccount {
  const moved = JSON.parse(JSON.stringify(account).replaceAll(EXPORTED_ACCOUNT, accountId)) as ExportedAccount;
  return { ...moved, RoleDetailList: names.map((name) => exportedRole(moved, name)) };
}

/** Creates the customer policies that roles of the export have attached. */
export async function seedPolicies(client: IAMClient, { RoleDetailList, Policies }: ExportedAccount): Promise<void> {
  const attached = new Set(RoleDetailList.flatMap((role) => role.AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn)));
  for (const { Arn, PolicyName, DefaultVersionId, PolicyVersionList } of Policies) {
    if (!attached.has(Arn) || Arn.startsWith('arn:aws:iam::aws:')) continue;
    const version = PolicyVersionList.find(({ VersionId }) => VersionId === DefaultVersionId);
    await client.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: JSON.stringify(version?.Document) }));
  }
}

/** Creates the bare roles of the export, then gives them all that they hold. */
export async function seedRoles(iam: IamApi, { RoleDetailList }: ExportedAccount): Promise<void> {
  for (const role of RoleDetailList) {
    const AssumeRolePolicyDocument = JSON.stringify(role.AssumeRolePolicyDocument);
    await iam.call('CreateRole', { RoleName: role.RoleName, Path: role.Path, AssumeRolePolicyDocument });
    const bare = { ...role, AttachedManagedPolicies: [], RolePolicyList: [], Tags: [], PermissionsBoundary: undefined };
    await bring(iam, bare, role);
  }
}

type Held = 'RoleName' | 'AssumeRolePolicyDocument' | 'RolePolicyList' | 'AttachedManagedPolicies' | 'Tags';
type State = Pick<ExportedRole, Held> & { readonly PermissionsBoundary?: AttachedPermissionsBoundary | undefined };

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/** Makes the calls that lead from one state of a role to another, and none for what is written alike. */
export async function bring(iam: IamApi, before: State, after: State): Promise<void> {
  const { RoleName } = before;
  if (!same(before.AssumeRolePolicyDocument, after.AssumeRolePolicyDocument)) {
    await iam.call('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: JSON.stringify(after.AssumeRolePolicyDocument) });
  }
  for (const { PolicyName, PolicyDocument } of missing(before.RolePolicyList, after.RolePolicyList)) {
    await iam.call('PutRolePolicy', { RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) });
  }
  for (const { PolicyArn } of missing(after.AttachedManagedPolicies, before.AttachedManagedPolicies)) {
    await iam.call('DetachRolePolicy', { RoleName, PolicyArn });
  }
  for (const { PolicyArn } of missing(before.AttachedManagedPolicies, after.AttachedManagedPolicies)) {
    await iam.call('AttachRolePolicy', { RoleName, PolicyArn });
  }
  const tags = missing(before.Tags, after.Tags);
  if (tags.length > 0) await iam.call('TagRole', { RoleName, Tags: tags });
  await bringBoundary(iam, before, after);
}

/** What the second list holds and the first does not, letter by letter. */
function missing<T>(from: readonly T[], wanted: readonly T[]): readonly T[] {
  return wanted.filter((each) => !from.some((other) => same(each, other)));
}

async function bringBoundary(iam: IamApi, before: State, after: State): Promise<void> {
  const { RoleName } = before;
  const boundary = after.PermissionsBoundary?.PermissionsBoundaryArn;
  if (boundary === before.PermissionsBoundary?.PermissionsBoundaryArn) return;
  if (boundary === undefined) await iam.call('DeleteRolePermissionsBoundary', { RoleName });
  else await iam.call('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: boundary });
}
