import * as z from 'zod/mini';
import { type Guards, MODES, SEVERITIES, type SpecContext } from './types.ts';

const text = z.string();
const texts = z.array(text);
const count = z.int().check(z.nonnegative());

const packaged = z.strictObject({
  apiVersion: z.literal('rolecall/v1'),
  kind: z.literal('PackagedGuards'),
  guards: z.strictObject({
    owner: text,
    mode: z.optional(z.enum(MODES)),
    managedRoles: texts,
    protectedRoles: texts,
    defaultPath: text,
    requiredBoundary: z.optional(text),
    attachablePolicies: z.optional(texts),
    allowedTrust: z.optional(texts),
    limits: z.strictObject({
      changedRoles: count,
      changedShare: z.number().check(z.minimum(0), z.maximum(1)),
      createdRoles: count,
      deletedRoles: count,
    }),
    allowDeletion: z.boolean(),
    waivable: texts,
    alertSeverity: z.enum(SEVERITIES),
    routes: z.array(z.strictObject({ labels: z.record(text, text), severity: z.optional(z.enum(SEVERITIES)), channel: text })),
  }),
});

/**
 * Writes checked guards down, so that a function reads them without the code that checks what people write.
 * @param guards may hold `${AWS::AccountId}`, `${AWS::Partition}` and `${AWS::Region}`
 */
export function packagedGuards(guards: Guards): string {
  return `${JSON.stringify({ apiVersion: 'rolecall/v1', kind: 'PackagedGuards', guards }, null, 2)}\n`;
}

/**
 * Reads what `packagedGuards` wrote, for one account.
 * @throws for anything else: guards that are not whole must stop everything, never loosen it
 */
export function readPackagedGuards(text: string, account: SpecContext): Guards {
  const { guards } = packaged.parse(JSON.parse(text, (_, value) => filled(value, account)));
  const boundary = guards.requiredBoundary;
  if (boundary !== undefined && !boundary.startsWith(`arn:${account.partition}:`))
    throw new Error(`requiredBoundary is ${boundary}, and this account is in the partition ${account.partition}`);
  return {
    mode: undefined,
    requiredBoundary: undefined,
    attachablePolicies: undefined,
    allowedTrust: undefined,
    ...guards,
    routes: guards.routes.map(({ labels, severity, channel }) => ({ labels, severity, channel })),
  };
}

function filled(value: unknown, { accountId, partition, region }: SpecContext): unknown {
  if (typeof value !== 'string') return value;
  const text = value.replaceAll('${AWS::AccountId}', accountId).replaceAll('${AWS::Partition}', partition);
  if (region === undefined && text.includes('${AWS::Region}')) throw new Error('${AWS::Region} is not known');
  return text.replaceAll('${AWS::Region}', region ?? '');
}
