import type { AttachedPermissionsBoundary, AttachedPolicy, ManagedPolicyDetail, Tag } from '../../iam/api.ts';
import { type RawExport, type RawRole, vulnerableExport } from '../account/vulnerable-account.ts';

export interface ExportedRole extends RawRole {
  AttachedManagedPolicies: AttachedPolicy[];
  PermissionsBoundary?: AttachedPermissionsBoundary;
  Tags: Tag[];
}

export interface ExportedAccount extends RawExport {
  RoleDetailList: ExportedRole[];
  Policies: ManagedPolicyDetail[];
}

/** The account that owns most of the export. */
export const EXPORTED_ACCOUNT = '200611803367';

export const BOUNDED_ROLE = 'privesc-sre-role';
const BOUNDARY = 'arn:aws:iam::aws:policy/PowerUserAccess';

export function exportedRole(account: ExportedAccount, name: string): ExportedRole {
  const role = account.RoleDetailList.find(({ RoleName }) => RoleName === name);
  if (role === undefined) throw new Error(`The export holds no role ${name}.`);
  return role;
}

/** The export with a permissions boundary on one role, for it holds none. */
export function boundedExport(): ExportedAccount {
  const account = vulnerableExport() as ExportedAccount;
  exportedRole(account, BOUNDED_ROLE).PermissionsBoundary = {
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: BOUNDARY,
  };
  return account;
}
