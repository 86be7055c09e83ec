import * as z from 'zod';
import { apiVersionSchema } from './role.ts';

const namePatterns = (description: string, example: string) =>
  z
    .array(z.string())
    .optional()
    .meta({ description, examples: [[example]] });

export const waiverSchema = z
  .strictObject({
    apiVersion: apiVersionSchema,
    kind: z.literal('Waiver'),
    metadata: z.strictObject({ name: z.string().meta({ description: "The waiver's name.", examples: ['orders-broad-s3'] }) }),
    spec: z.strictObject({
      findings: z.array(z.string()).meta({ description: 'Rules, or units of drift, that alert nobody.', examples: [['TaskRoleTooBroad']] }),
      roles: namePatterns('Names of the roles it is for; * matches anything.', 'orders-*'),
      families: namePatterns('Task-definition families it is for; * matches anything.', 'orders*'),
      reason: z.string().meta({ description: 'Why this is accepted for now.', examples: ['Migration until the bucket is split'] }),
      expires: z.string().meta({ description: 'YYYY-MM-DD, at most a year ahead; over at 00:00 UTC the day after.', examples: ['2026-12-31'] }),
    }),
  })
  .meta({ title: 'Waiver', description: 'Mutes alerts for a while; changes no plan.' });

export type WaiverDocument = z.infer<typeof waiverSchema>;
