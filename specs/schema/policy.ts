import * as z from 'zod';

type JsonSchema = Readonly<Record<string, unknown>>;

const TEXTS: JsonSchema = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] };
const VALUE: JsonSchema = { type: ['string', 'number', 'boolean'] };
const PRINCIPALS: JsonSchema = {
  anyOf: [
    { const: '*' },
    { type: 'object', properties: { AWS: TEXTS, Service: TEXTS, Federated: TEXTS, CanonicalUser: TEXTS }, additionalProperties: false },
  ],
};
const CONDITIONS: JsonSchema = {
  type: 'object',
  description: 'Operator, then key, then value: all must hold.',
  additionalProperties: {
    type: 'object',
    additionalProperties: { anyOf: [VALUE, { type: 'array', items: VALUE, minItems: 1 }] },
  },
};

const COMMON = {
  Sid: { type: 'string', description: 'A name for the statement: letters and digits.' },
  Effect: { enum: ['Allow', 'Deny'] },
  Action: { ...TEXTS, description: 'service:Action, with * and ? as wildcards.' },
  NotAction: { ...TEXTS, description: 'Every action but these.' },
  Condition: CONDITIONS,
};
const IDENTITY = {
  ...COMMON,
  Resource: { ...TEXTS, description: 'ARNs, with * and ? as wildcards.' },
  NotResource: { ...TEXTS, description: 'Every resource but these.' },
};
const TRUST = { ...COMMON, Principal: { ...PRINCIPALS, description: 'Who may assume the role.' }, NotPrincipal: PRINCIPALS };

/** What may stand at the top of a policy: the elements of a statement, or of a whole document. */
export const POLICY_KEYS: readonly string[] = [...new Set([...Object.keys({ ...IDENTITY, ...TRUST }), 'Version', 'Statement'])];

/** A statement, a list of statements, or a whole document: what editors check; the policy parser judges it. */
function policy(id: string, statementProperties: JsonSchema, description: string) {
  const statement = { type: 'object', properties: statementProperties, required: ['Effect'], additionalProperties: false };
  const list = { type: 'array', items: statement, minItems: 1 };
  const document = {
    type: 'object',
    properties: { Version: { enum: ['2012-10-17', '2008-10-17'] }, Id: { type: 'string' }, Statement: { anyOf: [statement, list] } },
    required: ['Statement'],
    additionalProperties: false,
  };
  return z.unknown().meta({ id, description, anyOf: [statement, list, document] });
}

export const identityPolicySchema = policy('Policy', IDENTITY, 'A statement, a list of statements, or a whole policy document.');

export const trustPolicySchema = policy(
  'TrustPolicy',
  TRUST,
  'Who may assume the role: a statement, a list of statements, or a whole policy document. ' +
    'Absent on TaskRole and TaskExecutionRole: Amazon ECS tasks of this account.',
);
