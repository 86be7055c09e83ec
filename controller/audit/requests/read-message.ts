import * as z from 'zod/mini';
import { identifier, instant, printable, text } from '../../events/fields.ts';
import { identityOf } from '../../events/identity.ts';
import { identitySchema } from '../../events/identity-schema.ts';
import { parseMessage } from '../../events/message-json.ts';
import { AUDITED_CALLS, type AuditRequest } from './audit-request.ts';

/** What a message turns out to be; reasons are sentences for people, free of the message's own text. */
export type AuditMessageReading =
  | { readonly request: AuditRequest }
  | { readonly ignored: string }
  | { readonly malformed: string };

type Message = Readonly<Record<string, unknown>>;

const ARN = /^arn:[\w-]{1,32}:ecs:([a-z]{2,8}(?:-[a-z]{1,16}){1,3}-\d{1,2}):\d{12}:task-definition\/[\w-]{1,255}(?::\d{1,9})?$/;
const REGION = /^[a-z]{2,8}(?:-[a-z]{1,16}){1,3}-\d{1,2}$/;
/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html (family) */
const FAMILY = /^[\w-]{1,255}(?::\d{1,9})?$/;
/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html */
const ROLE = /^(?:arn:[\w-]{1,32}:iam::\d{12}:role\/[\u0021-\u007e]{1,576}|[\w+=,.@-]{1,64})$/;

/** Text of a certain form; `null` for whatever is not. */
const like = (pattern: RegExp) =>
  z.pipe(
    text,
    z.transform((found: string | null) => (found !== null && pattern.test(found) ? found : null)),
  );

const event = z.object({
  call: z.enum(AUDITED_CALLS, 'is no call that the audit looks at'),
  reference: like(new RegExp(`${ARN.source}|${FAMILY.source}`)),
  family: like(FAMILY),
  region: like(REGION),
  taskRole: like(ROLE),
  executionRole: like(ROLE),
  at: instant,
  eventId: identifier,
  again: z.optional(z.unknown()),
  by: text,
});

const sweep = z.object({
  after: z.nullish(z.string('is no text').check(z.minLength(1, 'is empty'), z.maxLength(1024, 'is too long'))),
});

/**
 * Reads one message of the audit's queue. Whoever wrote it, and whatever it holds: never throws.
 */
export function readAuditMessage(body: string): AuditMessageReading {
  const message = parseMessage(body);
  if (message === undefined) return { malformed: 'it is no JSON object' };
  if (message.rolecall === 'taskDefinition') return readEvent(message);
  if (message.rolecall === 'sweep') return readSweep(message);
  return { malformed: 'rolecall is none of taskDefinition, sweep' };
}

function readSweep(message: Message): AuditMessageReading {
  const { success, data, error } = sweep.safeParse(message);
  if (!success) return { malformed: problemOf(error) };
  return { request: { kind: 'sweep', after: data.after ? printable(data.after) : null } };
}

function readEvent(message: Message): AuditMessageReading {
  if (typeof message.error === 'string' && message.error !== '') return { ignored: 'the call failed' };
  const { success, data, error } = event.safeParse(message);
  if (!success) return { malformed: problemOf(error) };
  const { call, taskRole, executionRole, at, eventId, again, by } = data;
  if (call !== 'RegisterTaskDefinition' && taskRole === null && executionRole === null)
    return { ignored: 'the call gives no other role' };
  const reference = data.reference ?? data.family;
  const region = ARN.exec(reference ?? '')?.[1] ?? data.region;
  if (reference === null || region === null) return { ignored: 'the event names no task definition, so the sweep will find it' };
  const who = by ?? callerOf(message);
  const overrides = call === 'RegisterTaskDefinition' ? { taskRole: null, executionRole: null } : { taskRole, executionRole };
  return {
    request: { kind: 'taskDefinition', call, reference, region, ...overrides, by: who, at, eventId, again: again === true },
  };
}

function callerOf(message: Message): string {
  return identityOf(identitySchema.parse({ ...message, arn: message.callerArn })).who;
}

function problemOf({ issues: [issue] }: z.core.$ZodError): string {
  return `${issue?.path.join('.')} ${issue?.message}`;
}
