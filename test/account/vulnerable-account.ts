import { readFileSync } from 'node:fs';
import { accountFromExports, type ExportOptions } from '../../iam/account/export.ts';

const FILE = new URL('../data/iam-vulnerable-account.json', import.meta.url);

export interface RawRole {
  Arn: string;
  RoleName: string;
  RoleId: string;
  Path: string;
  AssumeRolePolicyDocument: unknown;
  AttachedManagedPolicies: object[];
  RolePolicyList: { PolicyName: string; PolicyDocument: unknown }[];
  [key: string]: unknown;
}

export interface RawExport {
  RoleDetailList: RawRole[];
  Policies: { Arn: string }[];
  UserDetailList: { Arn: string }[];
  [key: string]: unknown;
}

/** The export of a real account, read anew so that a test may change it. */
export function vulnerableExport(): RawExport {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** The account that exports give; fails the test where they give none. */
export function importedAccount(values: readonly unknown[], options?: ExportOptions) {
  const result = accountFromExports(
    values.map((value, index) => ({ file: `${index + 1}.json`, value })),
    options,
  );
  if (!result.ok) throw new Error(result.message);
  return result;
}
