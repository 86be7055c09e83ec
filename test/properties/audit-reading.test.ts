import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HIDDEN } from '../../audit/task-definition/place.ts';
import { type ReadDefinition, readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { TaskDefinition } from '../../audit/task-definition/types.ts';
import type { SpecContext } from '../../specs/types.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 20;

const CONTEXT: SpecContext = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };
const ARN = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/orders:7';

const text = fc.constantFrom('orders', 'app', 's3', 'ENABLED', 'FARGATE', 'awslogs', ARN, 'a/b~c', '\ud800');
/** Anything, in place of what belongs there. */
const odd = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(HIDDEN, HIDDEN, HIDDEN, null, 7, true, [], {}, [null]) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) },
);
const maybe = (value: fc.Arbitrary<unknown>) => fc.oneof({ weight: 80, arbitrary: value }, { weight: 1, arbitrary: odd });
const some = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>, requiredKeys: string[] = []) =>
  maybe(fc.record(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, maybe(value)])), { requiredKeys }));
const list = (value: fc.Arbitrary<unknown>) => fc.array(maybe(value), { maxLength: 3 });

const secrets = list(some({ name: text, valueFrom: text }, ['valueFrom']));
const options = fc.dictionary(fc.oneof(text, fc.constant('__proto__')), maybe(text));
const file = fc.constant('arn:aws:s3:::orders/fluent.conf');
const firelensOptions = some({ 'config-file-type': fc.constantFrom('s3', 'file'), 'config-file-value': file }, [
  'config-file-value',
]);
const container = some(
  {
    name: fc.constant('app'),
    image: text,
    secrets,
    logConfiguration: some({ logDriver: text, options, secretOptions: secrets }, ['logDriver']),
    repositoryCredentials: some({ credentialsParameter: text }),
    environmentFiles: list(some({ type: fc.constant('s3'), value: text }, ['type', 'value'])),
    firelensConfiguration: some({ options: firelensOptions }),
    mountPoints: list(some({ sourceVolume: text, readOnly: fc.boolean() })),
    credentialSpecs: list(fc.constant('credentialspec:arn:aws:s3:::orders/gmsa.json')),
  },
  ['name'],
);
const efs = some(
  { fileSystemId: fc.constant('fs-1'), authorizationConfig: some({ accessPointId: text, iam: fc.constant('ENABLED') }) },
  ['fileSystemId'],
);
const fsx = some({ authorizationConfig: some({ credentialsParameter: fc.constant('fsx') }, ['credentialsParameter']) });
const volume = some({ name: text, efsVolumeConfiguration: efs, fsxWindowsFileServerVolumeConfiguration: fsx });
const definition = some(
  {
    family: fc.constantFrom('orders', 'billing'),
    containerDefinitions: fc.array(container, { minLength: 1, maxLength: 2 }),
    taskDefinitionArn: fc.constant(ARN),
    revision: fc.constant(7),
    taskRoleArn: text,
    executionRoleArn: text,
    requiresCompatibilities: list(text),
    volumes: list(volume),
  },
  ['family', 'containerDefinitions'],
);
const record = some(
  {
    eventName: fc.constantFrom('RegisterTaskDefinition', 'RegisterTaskDefinition', 'RunTask', 'StartTask', 'StopTask'),
    errorCode: fc.constantFrom(null, null, null, 'AccessDenied'),
    awsRegion: fc.constantFrom('eu-west-1', 'cn-north-1'),
    userIdentity: some({ arn: text, invokedBy: text }),
    requestParameters: fc.oneof(
      definition,
      some({ taskDefinition: fc.constant('orders:7'), overrides: some({ taskRoleArn: text }) }),
    ),
    responseElements: some({ taskDefinition: definition }),
  },
  ['eventName'],
);
const form = fc.oneof(
  definition,
  record,
  some({ taskDefinition: definition }, ['taskDefinition']),
  some({ detail: record }, ['detail']),
  some({ Records: list(record) }, ['Records']),
);
const given = fc.oneof(
  { weight: 8, arbitrary: form },
  { weight: 2, arbitrary: fc.array(form, { maxLength: 3 }) },
  { weight: 1, arbitrary: odd },
);

/** As it comes out of a file. */
const anyJson = given.map((value): unknown => JSON.parse(JSON.stringify(value)));

function read(value: unknown): readonly ReadDefinition[] {
  const found = readTaskDefinitions(value, CONTEXT);
  return found.ok ? found.definitions : [];
}

/** Every pointer in the result, and the text that stands beside it. */
function pointersIn(value: unknown): readonly (readonly [path: string, stated: unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(pointersIn);
  return 'path' in value ? [[String(value.path), 'value' in value ? value.value : undefined], ...below] : below;
}

const ABSENT = Symbol('absent');

function lookUp(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, step) => (at !== null && Object.hasOwn(Object(at), step) ? (at as never)[step] : ABSENT), value);
}

/** Objects that could be the task definition: those that hold containers or a family. */
function candidates(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(candidates)];
}

function fits(value: unknown, found: TaskDefinition): boolean {
  return pointersIn(found).every(([path, stated]) => {
    const there = lookUp(value, path);
    return there !== ABSENT && (stated === undefined || there === stated);
  });
}

describe('Any JSON', () => {
  test('is read as task definitions, or is told in one sentence to be none', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const found = readTaskDefinitions(value, CONTEXT);
        if (found.ok) expect(found.definitions.length).toBeGreaterThan(0);
        else expect(found.problem).toMatch(/^(?:It|\/\S*) .+\.$/s);
      }),
      { numRuns: RUNS },
    );
  });

  test('is read with pointers to what stands in it', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const misfits = read(value).filter(({ definition: found }) => !candidates(value).some((each) => fits(each, found)));
        expect(misfits).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('is left as it is', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const before = JSON.stringify(value);
        read(value);
        expect(JSON.stringify(value)).toBe(before);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  test('never takes what is hidden for a value', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        for (const { definition: found } of read(value)) {
          const texts = JSON.stringify({ ...found, unread: [] });
          expect(texts).not.toContain(HIDDEN);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('means the same in a list, in an answer of ECS and in an event', () => {
    fc.assert(
      fc.property(definition, (value) => {
        const bare = readTaskDefinitions(value, CONTEXT);
        fc.pre(bare.ok);
        const event = { eventName: 'RegisterTaskDefinition', responseElements: { taskDefinition: value } };
        for (const around of [[value], { taskDefinition: value }, event, { detail: event }, { Records: [event] }])
          expect(readTaskDefinitions(around, CONTEXT)).toEqual(bare);
      }),
      { numRuns: RUNS },
    );
  });
});

test('Of what is generated some can be read, and some cannot', () => {
  const read = fc.sample(anyJson, 2000).filter((value) => readTaskDefinitions(value, CONTEXT).ok);
  expect(read.length).toBeGreaterThan(300);
  expect(read.length).toBeLessThan(1900);
});
