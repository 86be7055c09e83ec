import { readAction } from './action.ts';
import { readConditions } from './condition.ts';
import { type ReadValue, readList } from './list.ts';
import { readPrincipals } from './principal.ts';
import { below, isObject, type JsonObject, type Reading, refuse, refuseUnknown, shown } from './reading.ts';
import { readResource } from './resource.ts';
import type { Effect, Matching, Statement } from './types.ts';

const ELEMENTS = {
  identity: ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  trust: ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition'],
} as const;

const MISPLACED: Readonly<Record<string, string>> = {
  Principal: 'An identity policy names no principal: it applies to the role that holds it. Remove it.',
  NotPrincipal: 'An identity policy names no principal: it applies to the role that holds it. Remove it.',
  Resource: 'A trust policy names no resource: it is about its own role. Remove it.',
  NotResource: 'A trust policy names no resource: it is about its own role. Remove it.',
};

const SID = /^[A-Za-z0-9]*$/;

/**
 * Reads one statement; `undefined` when it cannot be, with the problems noted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export function readStatement(value: unknown, path: string, reading: Reading): Statement | undefined {
  if (!isObject(value))
    return refuse(
      reading,
      path,
      `${shown(value)} is no statement. Write an object with "Effect", "Action" and what it applies to.`,
    );
  refuseUnknown(value, refuseMisplaced(value, path, reading), path, reading);
  const effect = readEffect(value, path, reading);
  const action = readMatching(value, 'Action', path, reading, readAction);
  const sid = readSid(value.Sid, below(path, 'Sid'), reading);
  const conditions = readConditions(value.Condition, below(path, 'Condition'), reading);
  const principal = reading.kind === 'trust' ? readPrincipal(value, effect, path, reading) : undefined;
  const resource = reading.kind === 'identity' ? readMatching(value, 'Resource', path, reading, readResource) : undefined;
  if (effect === undefined || action === undefined || sid === undefined) return undefined;
  return { sid, effect, principal, action, resource, conditions };
}

function refuseMisplaced(statement: JsonObject, path: string, reading: Reading): readonly string[] {
  const known: readonly string[] = ELEMENTS[reading.kind];
  const misplaced = Object.keys(statement).filter((name) => Object.hasOwn(MISPLACED, name) && !known.includes(name));
  for (const name of misplaced) refuse(reading, below(path, name), MISPLACED[name] ?? '');
  return misplaced.length === 0 ? known : [...known, ...misplaced];
}

function readEffect({ Effect: effect }: JsonObject, path: string, reading: Reading): Effect | undefined {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  if (effect === undefined) return refuse(reading, path, 'There is no "Effect". Write "Effect": "Allow" or "Effect": "Deny".');
  return refuse(reading, below(path, 'Effect'), `${shown(effect)} is no effect. Write "Allow" or "Deny", with a capital.`);
}

function readSid(sid: unknown, path: string, reading: Reading): string | undefined {
  if (sid === undefined) return '';
  if (typeof sid === 'string' && (reading.side === 'observed' || SID.test(sid))) return sid;
  return refuse(reading, path, `${shown(sid)} is no Sid. Use letters A-Z and a-z and digits only, or remove it.`);
}

/** Which of an element and its `Not…` twin the statement gives; exactly one is right. */
function oneOf(statement: JsonObject, name: string, path: string, reading: Reading): string | undefined {
  const names = [name, `Not${name}`].filter((candidate) => candidate in statement);
  if (names.length === 1) return names[0];
  if (names.length === 0) return refuse(reading, path, `There is no "${name}". Give "${name}" or "Not${name}".`);
  return refuse(reading, path, `"${name}" and "Not${name}" are both given. Keep one.`);
}

function readMatching(
  statement: JsonObject,
  name: string,
  path: string,
  reading: Reading,
  readValue: ReadValue,
): Matching | undefined {
  const given = oneOf(statement, name, path, reading);
  if (given === undefined) return undefined;
  const values = readList(statement[given], below(path, given), reading, readValue);
  return values && { negated: given !== name, values };
}

function readPrincipal(
  statement: JsonObject,
  effect: Effect | undefined,
  path: string,
  reading: Reading,
): Statement['principal'] {
  const given = oneOf(statement, 'Principal', path, reading);
  if (given === undefined) return undefined;
  const negated = given === 'NotPrincipal';
  const values = readPrincipals(statement[given], { effect, negated }, below(path, given), reading);
  return values && { negated, values };
}
