import * as z from 'zod/mini';
import type { Request } from '../request.ts';
import { identifier, instant, policyArn, policyName, printable, roleName, roleNameIfAny, text } from './fields.ts';
import { assumedRole, identityOf } from './identity.ts';
import { identitySchema } from './identity-schema.ts';
import { parseMessage } from './message-json.ts';

/** What a message turns out to be; reasons are sentences for people, free of the message's own text. */
export type MessageReading = { readonly request: Request } | { readonly ignored: string } | { readonly malformed: string };

type Message = Readonly<Record<string, unknown>>;
type Reader = (message: Message, ownRoleArn: string | undefined) => MessageReading;

/**
 * Reads one message of the queue. Whoever wrote it, and whatever it holds: never throws.
 * @param ownRoleArn the role of the controller's own sessions, whose calls wake nothing
 */
export function readMessage(body: string, ownRoleArn: string | undefined): MessageReading {
  const message = parseMessage(body);
  if (message === undefined) return { malformed: 'it is no JSON object' };
  const read = READERS.get(message.rolecall);
  return read === undefined ? { malformed: KINDS } : read(message, ownRoleArn);
}

/** Checks a message against its schema and makes a request of it. */
function reader<S extends z.ZodMiniType>(schema: S, requestOf: (fields: z.output<S>) => Request): Reader {
  return (message) => {
    const { success, data, error } = schema.safeParse(message);
    return success ? { request: requestOf(data) } : { malformed: problemOf(error) };
  };
}

function problemOf({ issues: [issue] }: z.core.$ZodError): string {
  return `${issue?.path.join('.')} ${issue?.message}`;
}

const by = z.pipe(
  text,
  z.transform((who: string | null) => who ?? 'somebody'),
);
const aboutRole = z.object({ role: roleName, by });

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const specObject = z.object({
  bucket: z.string('is missing').check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$/, 'is no name of a bucket')),
  key: z.pipe(z.string('is missing').check(z.minLength(1, 'is empty'), z.maxLength(1024, 'is too long')), z.transform(printable)),
  at: instant,
});
const readSpecObject = reader(specObject, ({ bucket, key, at }) => ({ kind: 'spec', source: `s3://${bucket}/${key}`, at }));

function readObject(message: Message, own: string | undefined): MessageReading {
  if (typeof message.key === 'string' && !/\.(ya?ml|json)$/i.test(message.key)) return { ignored: 'the object is no spec' };
  return readSpecObject(message, own);
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html */
const specParameter = z.object({
  name: z.string('is missing').check(z.regex(/^\/?[\w./-]{1,1011}$/, 'is no name of a parameter')),
  at: instant,
});

const iamChange = z.object({
  call: z.string('is missing').check(z.regex(/^[A-Z][A-Za-z]{1,63}$/, 'is no name of a call')),
  role: roleNameIfAny,
  policyName,
  policyArn,
  at: instant,
  eventId: identifier,
});

function readIamChange(message: Message, own: string | undefined): MessageReading {
  if (typeof message.error === 'string' && message.error !== '') return { ignored: 'the call failed' };
  const caller = identitySchema.parse(message);
  if (isOwn(caller, own)) return { ignored: 'the call was our own' };
  return reader(iamChange, (change) => ({ kind: 'iam', ...change, who: identityOf(caller) }))(message, own);
}

/** Names of roles are unique in an account, so a session that does not say its issuer is known by its own ARN. */
function isOwn({ arn, issuerArn }: z.output<typeof identitySchema>, own: string | undefined): boolean {
  if (own === undefined) return false;
  if (issuerArn !== null) return issuerArn === own;
  const [role, account] = [own.split('/').at(-1), own.split(':')[4]];
  return assumedRole(arn) === role && arn?.split(':')[4] === account;
}

const names = z.array(roleName, 'is no list of names').check(z.minLength(1, 'is empty'));
const pass = z.object({ roles: z.nullish(names), by });
const approval = z.object({ hash: identifier, by });

const READERS: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
  ['schedule', () => ({ request: { kind: 'schedule' } })],
  ['s3', readObject],
  ['ssm', reader(specParameter, ({ name, at }) => ({ kind: 'spec', source: `ssm:${name}`, at }))],
  ['iam', readIamChange],
  ['reconcile', reader(pass, ({ roles, by }) => ({ kind: 'reconcile', roles: roles ?? null, by }))],
  ['approve', reader(approval, (fields) => ({ kind: 'approve', ...fields }))],
  ['resume', reader(aboutRole, (fields) => ({ kind: 'resume', ...fields }))],
  ['accept', reader(aboutRole, (fields) => ({ kind: 'accept', ...fields }))],
]);

const KINDS = `rolecall is none of ${[...READERS.keys()].join(', ')}`;
