import * as z from 'zod';
import { MODES, SEVERITIES } from '../types.ts';
import { apiVersionSchema } from './role.ts';

const patterns = (description: string, example: string) =>
  z
    .array(z.string())
    .optional()
    .meta({ description, examples: [[example]] });

const limit = (description: string) => z.int().min(0).optional().meta({ description });

const limitsSchema = z
  .strictObject({
    changedRoles: limit('Roles changed in an hour. Default: 20.'),
    changedShare: z.number().min(0).max(1).optional().meta({ description: 'Share of the managed roles changed in an hour, once there are ten. Default: 0.5.' }),
    createdRoles: limit('Roles created in an hour. Default: 100.'),
    deletedRoles: limit('Roles deleted in an hour. Default: 3.'),
  })
  .optional()
  .meta({ description: 'The brake: over a limit nothing is written until a person approves the plan.' });

const routeSchema = z.strictObject({
  labels: z.record(z.string(), z.string()).optional().meta({ description: 'Roles with all of these labels. Absent: all roles.' }),
  severity: z.enum(SEVERITIES).optional().meta({ description: 'This severity and above. Absent: the alert severity.' }),
  channel: z.string().meta({ description: 'Where the message goes.', examples: ['#orders'] }),
});

export const controllerSchema = z
  .strictObject({
    apiVersion: apiVersionSchema,
    kind: z.literal('Controller'),
    metadata: z.strictObject({ name: z.string() }).optional(),
    spec: z
      .strictObject({
        owner: z.string().optional().meta({ description: 'The value of the tag rolecall:owner. Default: rolecall.' }),
        mode: z.enum(MODES).optional().meta({ description: "The furthest that anything goes. Absent: the command's; a deployment observes." }),
        managedRoles: patterns('ARNs of the roles that may be written, with * and ?. Default: all.', 'arn:aws:iam::*:role/ecs/*'),
        protectedRoles: patterns("ARNs or names of roles that are never written, with * and ?, beside AWS's own.", 'break-glass-*'),
        defaultPath: z.string().optional().meta({ description: 'For roles created from a spec without a path. Default: /.', examples: ['/ecs/'] }),
        requiredBoundary: z.string().optional().meta({ description: 'ARN of the boundary that every managed role must carry.' }),
        attachablePolicies: patterns('ARNs of the policies that may be attached, with * and ?. Absent: any.', 'arn:aws:iam::aws:policy/service-role/*'),
        allowedTrust: patterns('Principals that a trust policy may name, with * and ?. Absent: any but the public.', 'ecs-tasks.amazonaws.com'),
        limits: limitsSchema,
        allowDeletion: z.boolean().optional().meta({ description: 'Whether state: absent deletes roles. Default: false.' }),
        waivable: patterns('Rules and units that waivers may mute. Default: rules of medium severity and lower.', 'TaskRoleTooBroad'),
        alertSeverity: z.enum(SEVERITIES).optional().meta({ description: 'From here on people are told. Default: high.' }),
        routes: z.array(routeSchema).optional().meta({ description: 'Who is told what.' }),
      })
      .optional(),
  })
  .meta({ title: 'Controller', description: 'Guards: what specs cannot loosen.' });

export type ControllerDocument = z.infer<typeof controllerSchema>;
