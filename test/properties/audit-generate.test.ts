import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generatedRole } from '../../audit/generate/generated-role.ts';
import { judgeNeeds } from '../../audit/needs/judge-needs.ts';
import { needsOf } from '../../audit/needs/needs.ts';
import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { TaskDefinition } from '../../audit/task-definition/types.ts';
import type { AuditedRole } from '../../audit/types.ts';
import { parsePolicy } from '../../iam/policy/parse.ts';
import { readSpecs } from '../../specs/read.ts';
import type { DeclaredRole, SpecContext } from '../../specs/types.ts';
import { auditOf } from '../audit/given.ts';
import { fileOf } from '../specs/given.ts';
import { taskDefinition } from './arbitraries/task-definition.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 5;

const PLACES: readonly SpecContext[] = [
  { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' },
  { accountId: '111122223333', partition: 'aws-cn', region: 'cn-north-1' },
  { accountId: '111122223333', partition: 'aws-eusc', region: 'eusc-de-east-1' },
];

const given = fc
  .constantFrom(...PLACES)
  .chain((context) => taskDefinition(context).map((value) => ({ context, value, definition: definitionOf(value, context) })));

describe('The generated execution role', () => {
  test('reads as a spec without a problem, and with it nothing that the task definition needs is missing or uncertain', () => {
    fc.assert(
      fc.property(given, ({ context, definition }) => {
        const role = compiled(definition, context);
        const needs = needsOf({ ...definition, executionRole: role.name }, null);
        const own = needs.needs.filter(({ use }) => use === 'execution');
        const verdicts = judgeNeeds(own, { execution: role }).map(({ need, verdict }) => [need.resource, verdict]);
        expect(verdicts).toEqual(own.map(({ resource }) => [resource, 'met']));
      }),
      { numRuns: RUNS },
    );
  });

  test('leaves an audit of the task definition with it nothing to say of it', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ context, value, definition }) => {
        const { document } = generatedRole([definition]);
        const { accountId: account, partition, region } = context;
        const taskDefinition = { ...value, executionRoleArn: document.metadata.name };
        const report = await auditOf({ taskDefinition, account, partition, region: region ?? null, specs: [document] });
        const ofOthers = ['TaskPermissionMissing'];
        expect(report.taskDefinitions.flatMap(({ findings }) => findings).filter(({ rule }) => !ofOthers.includes(rule))).toEqual(
          [],
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('is generated again as it is from a task definition that names it', () => {
    fc.assert(
      fc.property(given, ({ definition }) => {
        const { document, yaml } = generatedRole([definition]);
        expect(generatedRole([{ ...definition, executionRole: definition.executionRole ?? document.metadata.name }]).yaml).toBe(
          yaml,
        );
      }),
      { numRuns: RUNS },
    );
  });
});

function definitionOf(value: unknown, context: SpecContext): TaskDefinition {
  const read = readTaskDefinitions(value, context);
  if (!read.ok || read.definitions[0] === undefined) throw new Error(JSON.stringify(read));
  return read.definitions[0].definition;
}

function compiled(definition: TaskDefinition, context: SpecContext): AuditedRole {
  const { yaml } = generatedRole([definition]);
  const { roles, problems } = readSpecs([fileOf(yaml)], context);
  expect(problems).toEqual([]);
  const [declared] = roles;
  if (declared === undefined) throw new Error(`Nothing is declared by\n${yaml}`);
  return auditedRole(declared, context);
}

function auditedRole({ role }: DeclaredRole, { accountId, partition }: SpecContext): AuditedRole {
  const policies = [...role.inlinePolicies].map(([name, text]) => {
    const parsed = parsePolicy(text, 'identity', partition, 'observed');
    if (!parsed.ok) throw new Error(text);
    return { name, policy: parsed.policy };
  });
  return {
    name: role.name,
    arn: `arn:${partition}:iam::${accountId}:role/${role.name}`,
    judged: 'declared',
    pending: true,
    access: { policies },
    unread: [],
    managedPolicies: role.managedPolicies,
    permissionsBoundary: null,
    declared: null,
    drift: [],
  };
}
