import * as z from 'zod';
import { grantsSchema } from '../grants/grants.ts';
import { POLICY_VERSION } from '../role/policy-versions.ts';
import { ADDITIVE_ATTRIBUTES, MODES, STATES } from '../types.ts';
import { identityPolicySchema, trustPolicySchema } from './policy.ts';

export const API_VERSION = 'rolecall/v1';

export const apiVersionSchema = z.literal(API_VERSION).meta({ description: 'The version of the spec language.' });

const labelsSchema = z
  .record(z.string(), z.string())
  .optional()
  .meta({ description: 'To select and route by; never written to IAM.', examples: [{ team: 'orders' }] });

const metadataSchema = z
  .strictObject({
    name: z.string().meta({ description: "The role's name in IAM.", examples: ['orders-task'] }),
    labels: labelsSchema,
  })
  .meta({ id: 'Metadata', description: 'Which role this is.' });

const managementSchema = z
  .strictObject({
    mode: z.enum(MODES).optional().meta({ description: "How far to go with this role; never further than the command's or deployment's mode." }),
    adopt: z.boolean().optional().meta({ description: 'Take over an existing role of this name that carries no owner tag. Default: false.' }),
    additive: z
      .union([z.literal('none'), z.array(z.enum(ADDITIVE_ATTRIBUTES))])
      .optional()
      .meta({
        description: 'Where what live has beyond the spec may stay; all else is exclusive. Default: [tags].',
        examples: [['managedPolicies', 'tags']],
      }),
    ignore: z
      .array(z.string())
      .optional()
      .meta({ description: 'Units left alone; * matches anything.', examples: [['inlinePolicies[Temp-*]', 'tags[aws:*]']] }),
    policyVersions: z
      .record(z.string(), z.string().meta({ pattern: POLICY_VERSION.source }))
      .optional()
      .meta({
        description:
          'ARN or [PATH/]NAME of an attached policy, or of the boundary, to the version it is to stay at; another default version is reported as drift, never written.',
        examples: [{ 'arn:aws:iam::111122223333:policy/orders-base': 'v3' }],
      }),
  })
  .optional()
  .meta({ id: 'Management', description: 'How Rolecall treats the role.' });

/** Far above IAM's quota, which differs by account. */
const MOST_ATTACHMENTS = 100;

const roleShape = {
  path: z.string().optional().meta({ description: "The role's path. Absent: the live one; on creation the guards' default.", examples: ['/ecs/'] }),
  description: z.string().optional().meta({ description: 'Absent: left alone.' }),
  maxSessionDuration: z
    .int()
    .min(3600)
    .max(43200)
    .optional()
    .meta({ description: 'Seconds, from 3600 to 43200. Absent: left alone.', examples: [3600] }),
  trustPolicy: trustPolicySchema.optional(),
  managedPolicies: z
    .array(z.string())
    .max(MOST_ATTACHMENTS)
    .optional()
    .meta({
      description: "The policies attached: [PATH/]NAME for AWS's own, a full ARN for every other. Absent: none.",
      examples: [['service-role/AmazonECSTaskExecutionRolePolicy', 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/orders-base']],
    }),
  inlinePolicies: z.record(z.string(), identityPolicySchema).optional().meta({ description: 'Name to policy. Absent: none.' }),
  permissionsBoundary: z
    .string()
    .optional()
    .meta({
      description: "A policy's ARN, [PATH/]NAME of one of AWS's own, or the word none. Absent: left alone.",
      examples: ['none', 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/boundary'],
    }),
  tags: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Absent: none wanted; live ones stay while additive has tags.', examples: [{ service: 'orders' }] }),
  management: managementSchema,
  state: z
    .enum(STATES)
    .optional()
    .meta({ description: 'present; released: no longer ours, left as it is; absent: delete it. Default: present.' }),
};

const described = { description: 'What the role holds.' };

/** For editors only: the compiler says what to write instead, together with all else that is wrong. */
const REQUIRED = ['apiVersion', 'kind', 'metadata', 'spec'];

export const roleSchema = z
  .strictObject({
    apiVersion: apiVersionSchema,
    kind: z.literal('Role'),
    metadata: metadataSchema,
    spec: z
      .strictObject(roleShape)
      .meta({ ...described, required: ['trustPolicy'] })
      .optional(),
  })
  .meta({ title: 'Role', description: 'An IAM role.', required: REQUIRED });

export const taskRoleSchema = z
  .strictObject({
    apiVersion: apiVersionSchema,
    kind: z.literal('TaskRole'),
    metadata: metadataSchema,
    spec: z.strictObject(roleShape).optional().meta(described),
  })
  .meta({ title: 'TaskRole', description: 'The role that the containers of Amazon ECS tasks use.', required: REQUIRED });

export const taskExecutionRoleSchema = z
  .strictObject({
    apiVersion: apiVersionSchema,
    kind: z.literal('TaskExecutionRole'),
    metadata: metadataSchema,
    spec: z.strictObject({ ...roleShape, grants: grantsSchema.optional() }).optional().meta(described),
  })
  .meta({ title: 'TaskExecutionRole', description: 'The role with which Amazon ECS starts tasks.', required: REQUIRED });

/** What the compiler reads: the fields of all kinds of roles. */
export type RoleDocument = z.infer<typeof taskExecutionRoleSchema>;
export type RoleSpec = NonNullable<RoleDocument['spec']>;
