import { readList } from './list.ts';
import { below, isObject, type JsonObject, type Reading, refuse, refuseUnknown, shown } from './reading.ts';
import { type Effect, PRINCIPAL_TYPES, type Principals, type PrincipalType } from './types.ts';
import { refuseStrayWhiteSpace } from './white-space.ts';

const ACCOUNT_ID = /^\d{12}$/;
const PRINCIPAL_ARN = /^arn:[^:*?]+:(?:iam|sts)::[^:*?]+:[^*?]+$/;
/** What IAM shows for a principal that was deleted. */
const UNIQUE_ID = /^A[A-Z0-9]{15,127}$/;
const HOST = /^[\w-]+(?:\.[\w-]+)+$/;
const CANONICAL_USER_ID = /^[0-9a-f]{64}$/i;

const FORMS: Readonly<Record<PrincipalType, { readonly isValid: (value: string) => boolean; readonly advice: string }>> = {
  AWS: {
    isValid: (value) => value === '*' || PRINCIPAL_ARN.test(value) || UNIQUE_ID.test(value),
    advice: 'Write a 12-digit account id, the ARN of an account, role, user or session without wildcards, or "*".',
  },
  Service: { isValid: (value) => HOST.test(value), advice: 'Write a service principal, such as "ecs-tasks.amazonaws.com".' },
  Federated: {
    isValid: (value) => PRINCIPAL_ARN.test(value) || HOST.test(value),
    advice: 'Write the ARN of a SAML or OIDC provider, or a provider such as "cognito-identity.amazonaws.com".',
  },
  CanonicalUser: {
    isValid: (value) => CANONICAL_USER_ID.test(value),
    advice: 'Write the 64 hexadecimal digits of a canonical user id.',
  },
};

/** A bare `"*"` where it may reach further than `{"AWS": "*"}`: whoever it is, of whatever type. */
const EVERYONE: Principals = { AWS: ['*'], Service: ['*'], Federated: ['*'], CanonicalUser: ['*'] };

/** Whether these are the principals of a bare `"*"` in a Deny or a NotPrincipal. */
export function isEveryone(principals: Principals): boolean {
  return PRINCIPAL_TYPES.every((type) => principals[type]?.includes('*'));
}

/**
 * Reads `Principal` or `NotPrincipal`. The documentation calls `"*"` and `{"AWS": "*"}` equivalent where access is granted, and only there.
 * An account id is the root ARN in the account's own partition.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function readPrincipals(
  value: unknown,
  appliesTo: { readonly effect: Effect | undefined; readonly negated: boolean },
  path: string,
  reading: Reading,
): Principals | undefined {
  if (value === '*') return appliesTo.effect === 'Allow' && !appliesTo.negated ? { AWS: ['*'] } : EVERYONE;
  if (!isObject(value))
    return refuse(reading, path, `${shown(value)} is no principal. Write "*" or an object such as {"AWS": "111122223333"}.`);
  refuseUnknown(value, PRINCIPAL_TYPES, path, reading);
  const principals = readTypes(value, path, reading);
  if (Object.keys(principals).length > 0) return principals;
  return refuse(reading, path, 'No principal is named. Name at least one, such as {"Service": "ecs-tasks.amazonaws.com"}.');
}

function readTypes(map: JsonObject, path: string, reading: Reading): Principals {
  const principals: Partial<Record<PrincipalType, readonly string[]>> = {};
  for (const type of PRINCIPAL_TYPES) {
    const value = map[type];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    principals[type] = readList(value, below(path, type), reading, readPrincipalOf[type]) ?? [];
  }
  return principals;
}

const readPrincipalOf = {
  AWS: readPrincipal.bind(undefined, 'AWS'),
  Service: readPrincipal.bind(undefined, 'Service'),
  Federated: readPrincipal.bind(undefined, 'Federated'),
  CanonicalUser: readPrincipal.bind(undefined, 'CanonicalUser'),
} as const;

function readPrincipal(type: PrincipalType, value: unknown, path: string, reading: Reading): string | undefined {
  if (type === 'AWS' && typeof value === 'string' && ACCOUNT_ID.test(value)) return `arn:${reading.partition}:iam::${value}:root`;
  const { isValid, advice } = FORMS[type];
  if (typeof value === 'string' && isValid(value)) return refuseStrayWhiteSpace(value, path, reading) ? value : undefined;
  return refuse(reading, path, `${shown(value)} is no ${type} principal. ${advice}`);
}
