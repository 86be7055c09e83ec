import { z } from 'zod';
import { documentText } from './document-text.ts';
import { QUOTA_NAMES } from './quotas.ts';

/** The header of Rolecall's own format. */
export const SNAPSHOT_VERSION = 'rolecall/v1';
export const SNAPSHOT_KIND = 'AccountSnapshot';

const document = z
  .custom<unknown>((value) => value !== undefined && value !== null, 'a policy document is missing')
  .transform(documentText);

/** The CLI writes `2022-08-07 12:55:43+00:00` or ISO 8601; a date that cannot be read is left out. */
const date = z.union([z.string(), z.number(), z.date()]).transform((value) => {
  const read = new Date(typeof value === 'string' ? value.replace(' ', 'T') : value);
  return Number.isNaN(read.getTime()) ? undefined : read;
});

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
  RoleLastUsed: z.object({ LastUsedDate: date.optional(), Region: z.string().optional() }).optional(),
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
