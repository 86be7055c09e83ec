import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import type { ObservedRole, Role } from '../../iam/role.ts';
import { readGuards } from '../../specs/guards.ts';
import { readSpecs } from '../../specs/read.ts';
import { defaultTrustPolicy } from '../../specs/role/trust.ts';
import { unitMatches, unitOf } from '../../specs/unit.ts';
import { describeRole } from '../../specs/writing/describe.ts';
import { specYaml } from '../../specs/writing/write.ts';
import { ACCOUNT, fileOf } from '../specs/given.ts';
import { identityDocument, trustDocument } from './arbitraries/policy.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 15;

const SPEC = `apiVersion: rolecall/v1
kind: TaskExecutionRole
metadata: { name: orders, labels: { team: orders } }
spec:
  path: /ecs/
  trustPolicy: { Effect: Allow, Principal: { Service: ecs-tasks.amazonaws.com }, Action: "sts:AssumeRole" }
  managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy, "arn:\${AWS::Partition}:iam::1:policy/a"]
  inlinePolicies: &inline
    Read: { Effect: Allow, Action: [s3:GetObject], Resource: "*", Condition: { Bool: { aws:SecureTransport: true } } }
  grants: { images: [orders], logGroups: [/ecs/orders] }
  permissionsBoundary: none
  tags: { service: orders }
  management: { mode: enforce, additive: [tags], ignore: ["tags[aws:*]"] }
---
apiVersion: rolecall/v1
kind: Waiver
metadata: { name: a }
spec: { findings: [TaskRoleTooBroad], roles: [a], reason: b, expires: 2026-12-31 }
`;

/** Reads a text as specs and as guards: it must not throw, and every problem must have a place in the text. */
function survives(content: string | Uint8Array): void {
  const file = fileOf(content);
  const { problems, roles, invalid } = readSpecs([file], ACCOUNT, { today: '2026-11-22' });
  const guards = readGuards(file, undefined);
  const lines = typeof content === 'string' ? content.split('\n').length : content.length + 1;
  for (const { line, column, message } of [...problems, ...guards.problems]) {
    expect(line >= 1 && line <= lines && column >= 1 && message.length > 0).toBe(true);
  }
  expect(guards.guards === undefined).toBe(guards.problems.some(({ severity }) => severity === 'error'));
  expect([...roles, ...invalid].every(({ source }) => source.line >= 1)).toBe(true);
}

describe('Reading never throws, and every problem has its place', () => {
  test('for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survives), { numRuns: RUNS });
  });

  test('for any text', () => {
    const marks = fc.constantFrom(
      ...'{}[]:,-&*!|>\'"%@`?#\n \t~<'.split(''),
      'a',
      '${AWS::',
      '}',
      '<<: ',
      '---\n',
      'null',
      '012',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.array(marks, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, survives), { numRuns: RUNS });
  });

  test('for any JSON in the place of a field', () => {
    const place = fc.constantFrom(
      'apiVersion',
      'kind',
      'metadata',
      'spec',
      'name',
      'tags',
      'inlinePolicies',
      'trustPolicy',
      'grants',
      'management',
    );
    fc.assert(
      fc.property(place, fc.json(), (key, value) => survives(SPEC.replace(new RegExp(`${key}:.*`), () => `${key}: ${value}`))),
      {
        numRuns: RUNS,
      },
    );
  });

  test('for a spec with a piece cut out and another put in', () => {
    const cut = fc.record({ at: fc.nat(SPEC.length), length: fc.nat(20), insert: fc.string({ maxLength: 8 }) });
    fc.assert(
      fc.property(cut, ({ at, length, insert }) => survives(SPEC.slice(0, at) + insert + SPEC.slice(at + length))),
      { numRuns: RUNS },
    );
  });
});

const executionPolicy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
const policyArns = [
  executionPolicy,
  'arn:aws:iam::aws:policy/NoSuchPolicy',
  'arn:aws:iam::111122223333:policy/team/orders',
  'arn:aws:iam::aws:policy/ReadOnlyAccess',
];
const asText = (document: fc.Arbitrary<unknown>) => document.map((each) => JSON.stringify(each));
const word = fc.constantFrom(
  'orders',
  'yes',
  '012',
  '2026-12-31',
  'a: b',
  '# c',
  '*',
  '- x',
  'null',
  '~',
  ' padded ',
  'l1\nl2',
  'é',
  '1.50',
  '${aws:x}',
  '|',
);
const tagText = fc.constantFrom('orders', 'yes', '012', '2026-12-31', 'a: b', 'null', '', ' padded ', 'é', '1.50', 'true', '-');

const observedRole: fc.Arbitrary<ObservedRole> = fc.record({
  name: fc.constantFrom('orders', '012', 'null', 'true', '-', 'a@b', '2026-12-31', '=x'),
  path: fc.constantFrom('/', '/ecs/', '/#a/', '/a:b/'),
  description: fc.option(word, { nil: undefined }),
  maxSessionDuration: fc.constantFrom(undefined, 3600, 7200),
  trustPolicy: fc.oneof(asText(trustDocument), fc.constant(defaultTrustPolicy(ACCOUNT))),
  permissionsBoundary: fc.option(fc.constantFrom(...policyArns)),
  managedPolicies: fc.uniqueArray(fc.constantFrom(...policyArns)),
  inlinePolicies: fc
    .dictionary(fc.constantFrom('A', '012', 'null', 'a=b'), asText(identityDocument))
    .map((entries) => new Map(Object.entries(entries))),
  tags: fc
    .dictionary(fc.constantFrom('team', '012', 'yes', 'a:b', 'null', 'aws:x', 'rolecall:owner'), tagText)
    .map((entries) => new Map(Object.entries(entries))),
  arn: fc.constant('arn:aws:iam::111122223333:role/orders'),
  roleId: fc.constant('AROAEXAMPLEEXAMPLEEXA'),
  lastUsedAt: fc.constant(null),
  createdAt: fc.constant(undefined),
  fromTemplate: fc.constant(false),
});

function policyKey(text: string, kind: PolicyKind): string | undefined {
  const parsed = parsePolicy(text, kind, ACCOUNT.partition, 'observed');
  return parsed.ok ? parsed.policy.key : undefined;
}

/** A role as its spec has to read back: defaults say nothing, and other owners' tags are not ours. */
function comparable({ name, path, description, maxSessionDuration, permissionsBoundary, managedPolicies, ...role }: Role) {
  const inline = [...role.inlinePolicies].map(([key, text]) => [key, policyKey(text, 'identity')] as const);
  return {
    name,
    path: path === '/' ? undefined : path,
    description,
    maxSessionDuration: maxSessionDuration === 3600 ? undefined : maxSessionDuration,
    permissionsBoundary: permissionsBoundary ?? undefined,
    managedPolicies,
    trustPolicy: policyKey(role.trustPolicy, 'trust'),
    inlinePolicies: Object.fromEntries(inline),
    tags: Object.fromEntries([...role.tags].filter(([key]) => key !== 'aws:x' && key !== 'rolecall:owner')),
  };
}

test('A described role reads back as the same role', () => {
  fc.assert(
    fc.property(observedRole, (role) => {
      const { document, leftOut } = describeRole(role, { context: ACCOUNT, adopt: true, mode: undefined });
      const set = readSpecs([fileOf(specYaml(document))], { ...ACCOUNT, region: undefined });
      expect(leftOut).toEqual([]);
      expect(set.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(set.roles.map((declared) => comparable(declared.role))).toEqual([comparable(role)]);
      expect(set.roles[0]?.management.adopt).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('Every unit matches itself, and a star in place of any part of it', () => {
  const key = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes('*'));
  fc.assert(
    fc.property(key, fc.nat(12), fc.nat(12), (text, from, length) => {
      const unit = unitOf('tags', text);
      expect(unitMatches(unit, unit)).toBe(true);
      expect(unitMatches(unitOf('tags', `${text.slice(0, from)}*${text.slice(from + length)}`), unit)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});
