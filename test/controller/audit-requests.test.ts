import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { AUDITED_CALLS, type AuditRequest } from '../../controller/audit/requests/audit-request.ts';
import { auditMessageOf } from '../../controller/audit/requests/message.ts';
import { type AuditMessageReading, readAuditMessage } from '../../controller/audit/requests/read-message.ts';
import { type InputTransformer, MISSING, transform } from '../events/transform.ts';

interface Fixture {
  readonly title: string;
  readonly source: string;
  readonly event: { readonly detail: { readonly eventName: string } };
  readonly expect: AuditMessageReading;
}

interface Rule {
  readonly Type: string;
  readonly Properties: {
    readonly EventPattern: { readonly detail: { readonly eventName: readonly string[] } };
    readonly Targets: readonly [{ readonly InputTransformer: InputTransformer }];
  };
}

const FOLDER = 'test/cases/audit-events';
const MISSINGS = Object.keys(MISSING) as (keyof typeof MISSING)[];

/** CloudFormation's own tags are of no interest here. */
const { Resources } = parse(readFileSync('stack/resources/audit-events.yml', 'utf8'), { logLevel: 'silent' }) as {
  Resources: Readonly<Record<string, Rule>>;
};
const rules = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
const fixtures = readdirSync(FOLDER).map(
  (file) => [file.replace('.json', ''), JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Fixture] as const,
);

function messageOf({ event }: Fixture, missing: keyof typeof MISSING): string {
  const rule = rules.find(({ Properties }) => Properties.EventPattern.detail.eventName.includes(event.detail.eventName));
  if (rule === undefined) throw new Error(`no rule passes ${event.detail.eventName} on`);
  return transform(rule.Properties.Targets[0].InputTransformer, event, missing);
}

describe.each(fixtures)('%s', (_, fixture) => {
  test.each(MISSINGS)(`${fixture.title} (what the event lacks: %s)`, (missing) =>
    expect(readAuditMessage(messageOf(fixture, missing))).toEqual(fixture.expect),
  );

  test('its message carries no part of a task definition, no value, address or key', () =>
    expect(messageOf(fixture, 'null')).not.toMatch(/hunter2|containerDefinitions|valueFrom|dkr|A[SK]IA|203\.0\.113|aws-cli/));
});

const name = fc.stringMatching(/^[\w-]{1,20}$/);
const role = fc.option(fc.stringMatching(/^[\w+=,.@-]{1,64}$/).filter((text) => !text.startsWith('HIDDEN')));
const request: fc.Arbitrary<AuditRequest> = fc.oneof(
  fc.record({ kind: fc.constant('sweep' as const), after: fc.option(fc.stringMatching(/^[\w-]{1,20} [\w:/-]{1,20}$/)) }),
  fc
    .record({
      call: fc.constantFrom(...AUDITED_CALLS),
      reference: fc.oneof(
        name,
        fc.tuple(name, fc.nat(999)).map(([family, revision]) => `${family}:${revision}`),
        name.map((family) => `arn:aws:ecs:eu-west-1:111122223333:task-definition/${family}:1`),
      ),
      roles: fc.tuple(role, role).filter(([one, other]) => one !== null || other !== null),
      by: fc.stringMatching(/^[\w@.-]{1,20}$/),
      again: fc.boolean(),
    })
    .map(({ call, roles, ...rest }) => {
      const [taskRole, executionRole] = call === 'RegisterTaskDefinition' ? [null, null] : roles;
      const fixed = { region: 'eu-west-1', at: '2026-01-15T09:15:22Z', eventId: 'event-1' };
      return { kind: 'taskDefinition' as const, call, taskRole, executionRole, ...fixed, ...rest };
    }),
);

describe('A message of our own', () => {
  test('asks for what it was made of', () =>
    fc.assert(
      fc.property(request, (asked) => {
        expect(readAuditMessage(auditMessageOf(asked))).toEqual({ request: asked });
      }),
      { numRuns: 1000 },
    ));
});

describe('Whatever lies in the queue', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.tuple(fc.constantFrom(...fixtures), fc.nat(), fc.jsonValue()).map(([[, fixture], at, value]) => {
      const fields = Object.entries(JSON.parse(messageOf(fixture, 'null')) as object);
      const [field = ''] = fields[at % fields.length] ?? [];
      return JSON.stringify({ ...Object.fromEntries(fields), [field]: value });
    }),
  );

  test('is a request, is ignored or is malformed, and what is asked for names a region and a task definition', () =>
    fc.assert(
      fc.property(anything, (body) => {
        const reading = readAuditMessage(body);
        if (!('request' in reading)) return;
        const { request: asked } = reading;
        if (asked.kind === 'sweep') return;
        expect(asked.region).toMatch(/^[a-z]+(-[a-z]+)+-\d+$/);
        expect(asked.reference).toMatch(/^(arn:[\w:/-]+|[\w-]+(:\d+)?)$/);
      }),
      { numRuns: 2000 },
    ));
});
