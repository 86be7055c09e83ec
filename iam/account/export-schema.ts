import * as z from 'zod';
import { documentText } from './document-text.ts';
import { dateOf } from './export-date.ts';
import { QUOTA_NAMES } from './quotas.ts';

/** The header of Rolecall's own format. */
export const SNAPSHOT_VERSION = 'rolecall/v1';
export const SNAPSHOT_KIND = 'AccountSnapshot';

const document = z
  .custom<unknown>((value) => value !== undefined && value !== null, 'a policy document is missing')
  .transform(documentText);

const writtenDate = z.union([z.string(), z.number(), z.date()]);

/** A date that cannot be read is left out. */
const date = writtenDate.transform(dateOf);

/** Without a date a role was never used; with one that cannot be read, nobody knows when it was. */
function lastUse({ LastUsedDate, Region }: { LastUsedDate?: string | number | Date | undefined; Region?: string | undefined }) {
  if (LastUsedDate === undefined) return { Region };
  const read = dateOf(LastUsedDate);
  return read && { LastUsedDate: read, Region };
}

const roleArn = z.string().regex(/^arn:[^:]+:iam::\d{12}:role\//, 'not the ARN of a role');

const identity = {
  Path: z.string(),
  RoleName: z.string().min(1),
  RoleId: z.string(),
  Arn: roleArn,
  CreateDate: date.optional(),
  AssumeRolePolicyDocument: document,
};

const attributes = {
  Description: z.string().optional(),
  MaxSessionDuration: z.number().optional(),
  SourceRoleTemplate: z.unknown().optional(),
};

const tag = z.object({ Key: z.string(), Value: z.string() });

const roleDetail = z.object({
  ...identity,
  ...attributes,
  RolePolicyList: z.array(z.object({ PolicyName: z.string(), PolicyDocument: document })),
  AttachedManagedPolicies: z.array(z.object({ PolicyName: z.string(), PolicyArn: z.string() })),
  PermissionsBoundary: z.object({ PermissionsBoundaryArn: z.string() }).optional(),
  Tags: z.array(tag).default([]),
  InstanceProfileList: z.array(z.object({ InstanceProfileName: z.string(), Arn: z.string().optional() })),
  RoleLastUsed: z.object({ LastUsedDate: writtenDate.optional(), Region: z.string().optional() }).transform(lastUse).optional(),
});

const listedRole = z.object({ ...identity, ...attributes });

const policy = z.object({
  Arn: z.string(),
  Path: z.string().default('/'),
  DefaultVersionId: z.string(),
  PolicyVersionList: z.array(z.object({ VersionId: z.string(), IsDefaultVersion: z.boolean(), Document: document })),
});

/** One exported file: any of the lists, Rolecall's header or none. Keys that are not named here are let pass. */
export const exportSchema = z
  .object({
    apiVersion: z.string().optional(),
    kind: z.string().optional(),
    accountId: z
      .string()
      .regex(/^\d{12}$/, 'an account id has 12 digits')
      .optional(),
    partition: z.string().optional(),
    taskDefinitionRoles: z.array(z.string()).optional(),
    SummaryMap: z.partialRecord(z.enum(QUOTA_NAMES), z.number()).optional(),
    RoleDetailList: z.array(roleDetail).optional(),
    Roles: z.array(listedRole).optional(),
    Policies: z.array(policy).optional(),
    UserDetailList: z.array(z.object({ Arn: z.string(), UserId: z.string() })).optional(),
    IsTruncated: z.boolean().optional(),
    NextToken: z.string().optional(),
  })
  .refine(
    (value) => value.RoleDetailList !== undefined || value.Roles !== undefined,
    'there is neither RoleDetailList nor Roles',
  );

export type ExportedAccount = z.output<typeof exportSchema>;
export type ExportedRoleDetail = z.output<typeof roleDetail>;
export type ExportedListedRole = z.output<typeof listedRole>;
export type ExportedPolicy = z.output<typeof policy>;
