import { describe, expect, test } from '@jest/globals';
import { readGuards } from '../../specs/guards.ts';
import { packagedGuards, readPackagedGuards } from '../../specs/packaged-guards.ts';
import type { Guards } from '../../specs/types.ts';
import { readDeploymentGuards } from '../../stack/permissions/deployment-guards.ts';
import { ACCOUNT, fileOf } from './given.ts';

const CHINA = { accountId: '444455556666', partition: 'aws-cn', region: 'cn-north-1' };

function guardsFile(...lines: readonly string[]) {
  return fileOf(['apiVersion: rolecall/v1', 'kind: Controller', ...lines].join('\n'), 'rolecall.yml');
}

function packaged(...lines: readonly string[]): string {
  const { guards, problems } = readDeploymentGuards(guardsFile(...lines));
  if (guards === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return packagedGuards(guards);
}

const EVERYTHING = [
  'spec:',
  '  owner: rolecall-${AWS::Region}',
  '  mode: enforce',
  '  managedRoles: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:role/ecs/*"]',
  '  protectedRoles: ["break-glass-*", "arn:${AWS::Partition}:iam::*:role/${AWS::Region}/*"]',
  '  defaultPath: /ecs/',
  '  requiredBoundary: arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/boundary',
  '  attachablePolicies: ["arn:${AWS::Partition}:iam::aws:policy/*"]',
  '  allowedTrust: [ecs-tasks.amazonaws.com]',
  '  limits: { changedRoles: 5, changedShare: 0.25 }',
  '  allowDeletion: true',
  '  waivable: [RoleDrifted]',
  '  alertSeverity: medium',
  '  routes: [{ channel: "#all" }, { channel: "#orders", labels: { team: orders }, severity: low }]',
];

describe('Packaged guards are, in every account, what the file says there', () => {
  test.each<[string, readonly string[]]>([
    ['nothing', []],
    ["a boundary of AWS's own by its name", ['spec: { requiredBoundary: PowerUserAccess }']],
    ['everything', EVERYTHING],
  ])('%s', (_, lines) => {
    for (const account of [ACCOUNT, CHINA])
      expect(readPackagedGuards(packaged(...lines), account)).toStrictEqual(readGuards(guardsFile(...lines), account).guards);
  });
});

test('Guards with a boundary of one partition stop everything in another', () => {
  const text = packaged('spec: { requiredBoundary: "arn:aws-cn:iam::444455556666:policy/boundary" }');
  expect(readPackagedGuards(text, CHINA).requiredBoundary).toBe('arn:aws-cn:iam::444455556666:policy/boundary');
  expect(() => readPackagedGuards(text, ACCOUNT)).toThrow('this account is in the partition aws');
});

test('A region that is not known stops guards that name it, and no others', () => {
  const account = { ...ACCOUNT, region: undefined };
  expect(() => readPackagedGuards(packaged(...EVERYTHING), account)).toThrow('${AWS::Region} is not known');
  expect(readPackagedGuards(packaged('spec: { mode: enforce }'), account).mode).toBe('enforce');
});

describe('What is not whole stops everything', () => {
  const whole = JSON.parse(packaged(...EVERYTHING)) as { guards: Guards };
  const changed = (change: object) => JSON.stringify({ ...whole, guards: { ...whole.guards, ...change } });
  const without = Object.entries(whole.guards).filter(
    ([field]) => !['mode', 'requiredBoundary', 'attachablePolicies', 'allowedTrust'].includes(field),
  );

  test('as it is, it is taken', () => expect(readPackagedGuards(changed({}), ACCOUNT).owner).toBe('rolecall-eu-west-1'));

  test.each([
    ['an empty file', ''],
    ['a file that was cut', JSON.stringify(whole).slice(0, -2)],
    ['an empty object', '{}'],
    ['guards as people write them', '{"apiVersion":"rolecall/v1","kind":"Controller","spec":{"mode":"enforce"}}'],
    ['a mode that does not exist', changed({ mode: 'loose' })],
    ['a field of a newer version', changed({ forbidden: ['*'] })],
    ['a list that is a text', changed({ managedRoles: '*' })],
    ['a limit that is none', changed({ limits: { ...whole.guards.limits, changedShare: 2 } })],
    ...without.map(([field]): [string, string] => [`guards without ${field}`, changed({ [field]: undefined })]),
  ])('%s', (_, text) => {
    expect(() => readPackagedGuards(text, ACCOUNT)).toThrow();
  });
});

test.each(['this-region-admin', 'this-partition', 'arn:aws:iam::000000000000:role/admin'])(
  'Guards that hold %s cannot be packaged, for it would turn into a variable',
  (text) => {
    const { guards, problems } = readDeploymentGuards(guardsFile(`spec: { protectedRoles: ["${text}"] }`));
    expect(guards).toBeUndefined();
    expect(problems).toMatchObject([{ severity: 'error', message: expect.stringContaining('stands for a variable') }]);
  },
);
