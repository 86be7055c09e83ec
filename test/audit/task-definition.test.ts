import { describe, expect, test } from '@jest/globals';
import { type ReadDefinition, type ReadDefinitions, readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { SpecContext } from '../../specs/types.ts';
import { caseFiles } from '../policy/cases.ts';

interface ReadingCase {
  readonly name: string;
  /** The AWS page that says what the form or the field means. */
  readonly source: string;
  readonly given: { readonly value: unknown; readonly context?: Partial<SpecContext> };
  readonly expect: {
    /** All of them, each with what must be so; `null` also where nothing is said. */
    readonly definitions?: readonly object[];
    /** Texts that must not be found in what was read. */
    readonly nowhere?: readonly string[];
    /** Parts of the message. */
    readonly problem?: readonly string[];
  };
}

const CONTEXT: SpecContext = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };

/** As data: what is not said (a region, launch types) is `null`. */
function asData(definitions: readonly ReadDefinition[]): unknown {
  return JSON.parse(JSON.stringify(definitions, (_key, value) => value ?? null));
}

function expectDefinitions(read: ReadDefinitions, { definitions, nowhere = [] }: ReadingCase['expect']): void {
  expect(read).toMatchObject({ ok: true });
  expect(asData(read.ok ? read.definitions : [])).toMatchObject(definitions as object[]);
  for (const text of nowhere) expect(JSON.stringify(read)).not.toContain(text);
}

function expectProblem(read: ReadDefinitions, parts: readonly string[]): void {
  expect(read).toEqual({ ok: false, problem: expect.stringMatching(/\.$/) });
  expect(parts).not.toEqual([]);
  for (const part of parts) expect(read.ok ? '' : read.problem).toContain(part);
}

describe.each(caseFiles<ReadingCase>('audit-reading'))('A task definition: %s', (_, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, { given, expect: wanted, source }) => {
    const context = given.context === undefined ? CONTEXT : { ...CONTEXT, region: undefined, ...given.context };
    const read = readTaskDefinitions(given.value, context);
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    if (wanted.definitions === undefined) expectProblem(read, wanted.problem ?? []);
    else expectDefinitions(read, wanted);
  });
});

describe('A task definition of any size', () => {
  const app = { name: 'app', image: 'orders' };
  const definition = (container: object, more: object = {}) => ({
    family: 'orders',
    containerDefinitions: [{ ...app, ...container }],
    ...more,
  });
  const manyOptions = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`option-${index}`, null]));

  test.each([
    ['a million containers', { family: 'orders', containerDefinitions: new Array(1_000_000).fill(app) }],
    ['a million secrets', definition({ secrets: new Array(1_000_000).fill({ valueFrom: 'x' }) })],
    ['a million empty places', definition({ secrets: new Array(1_000_000).fill(null) })],
    ['a text of ten megabytes', definition({ image: 'x'.repeat(10_000_000) })],
    ['options without end', definition({ logConfiguration: { logDriver: 'awslogs', options: manyOptions } })],
    ['many texts that are long together', definition({ secrets: new Array(5000).fill({ valueFrom: 'x'.repeat(100) }) })],
  ])('with %s is refused at once', (_, value) => {
    const started = performance.now();
    expect(readTaskDefinitions(value, CONTEXT)).toEqual({ ok: false, problem: expect.stringContaining('64 KB') });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('that ECS takes is read', () => {
    const valueFrom = `arn:aws:ssm:eu-west-1:111122223333:parameter/${'x'.repeat(80)}`;
    const secrets = Array.from({ length: 400 }, (_, index) => ({ name: `S${index}`, valueFrom }));
    expect(JSON.stringify(secrets).length).toBeGreaterThan(60_000);
    expect(readTaskDefinitions(definition({ secrets }), CONTEXT).ok).toBe(true);
  });

  test.each([
    ['list', '[', ']'],
    ['object', '{"containerDefinitions":', '}'],
  ])('is refused where a %s lies in another without end', (_, open, close) => {
    const nested: unknown = JSON.parse(`${open.repeat(5000)}[]${close.repeat(5000)}`);
    for (const value of [nested, definition({ secrets: [nested] }), { detail: nested }])
      expect(readTaskDefinitions(value, CONTEXT).ok).toBe(false);
  });
});

describe('Odd keys', () => {
  test('are options like any other', () => {
    const options: unknown = JSON.parse('{"__proto__":"x","constructor":"y"}');
    const value = {
      family: 'orders',
      containerDefinitions: [{ name: 'a', logConfiguration: { logDriver: 'awslogs', options } }],
    };
    const read = readTaskDefinitions(value, CONTEXT);
    const found = read.ok ? read.definitions[0]?.definition.containers[0]?.logConfiguration?.options : undefined;
    expect(Object.entries(found ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  test('make no task definition of what is none', () => {
    const value: unknown = JSON.parse('{"__proto__":{"family":"orders","containerDefinitions":[{"name":"app"}]}}');
    expect(readTaskDefinitions(value, CONTEXT).ok).toBe(false);
  });
});
