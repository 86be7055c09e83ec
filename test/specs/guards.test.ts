import { describe, expect, test } from '@jest/globals';
import { defaultGuards, readGuards } from '../../specs/guards.ts';
import { ACCOUNT, fileOf } from './given.ts';

const read = (...lines: string[]) =>
  readGuards(fileOf(['apiVersion: rolecall/v1', 'kind: Controller', ...lines].join('\n'), 'rolecall.yml'), ACCOUNT);

test('Guards that say nothing are the safe defaults', () => {
  expect(read()).toEqual({ guards: defaultGuards, problems: [] });
  expect(defaultGuards).toMatchObject({
    mode: undefined,
    allowDeletion: false,
    allowedTrust: undefined,
    limits: { changedRoles: 20, changedShare: 0.5, createdRoles: 100, deletedRoles: 3 },
  });
});

test('What guards say replaces the default, and only that', () => {
  const { guards } = read(
    'spec:',
    '  owner: platform',
    '  managedRoles: ["arn:${AWS::Partition}:iam::${AWS::AccountId}:role/ecs/*"]',
    '  requiredBoundary: arn:aws:iam::111122223333:policy/boundary',
    '  limits: { deletedRoles: 0 }',
    '  routes: [{ labels: { team: orders }, channel: "#orders" }]',
  );
  expect(guards).toEqual({
    ...defaultGuards,
    owner: 'platform',
    managedRoles: ['arn:aws:iam::111122223333:role/ecs/*'],
    requiredBoundary: 'arn:aws:iam::111122223333:policy/boundary',
    limits: { ...defaultGuards.limits, deletedRoles: 0 },
    routes: [{ labels: { team: 'orders' }, severity: undefined, channel: '#orders' }],
  });
});

describe('Guards with a problem guard nothing:', () => {
  test.each<[string, string[], { line: number; path: string; message: string }]>([
    [
      'a misspelt key',
      ['spec:', '  protectdRoles: [a]'],
      { line: 4, path: '/spec/protectdRoles', message: 'did you mean protectedRoles?' },
    ],
    ['a key left blank', ['spec:', '  managedRoles:'], { line: 4, path: '/spec/managedRoles', message: 'left blank' }],
    [
      'a share above 1',
      ['spec: { limits: { changedShare: 50 } }'],
      { line: 3, path: '/spec/limits/changedShare', message: 'write 1 or less' },
    ],
    [
      'a boundary that is no ARN',
      ['spec: { requiredBoundary: boundary }'],
      { line: 3, path: '/spec/requiredBoundary', message: 'for your own policy write' },
    ],
    ['a path that is none', ['spec: { defaultPath: ecs }'], { line: 3, path: '/spec/defaultPath', message: 'write "/ecs/"' }],
    ['a second document', ['---', 'kind: Controller'], { line: 4, path: '', message: 'delete this one' }],
  ])('%s', (_name, lines, { message, ...place }) => {
    const { guards, problems } = read(...lines);
    expect(guards).toBeUndefined();
    expect(problems).toMatchObject([{ ...place, file: 'rolecall.yml', message: expect.stringContaining(message) }]);
  });

  test.each(['', 'just text', '[', '\u0000', 'apiVersion: rolecall/v1\nkind: TaskRole\nmetadata: { name: a }'])(
    '%j',
    (content) => {
      const { guards, problems } = readGuards(fileOf(content), undefined);
      expect(guards).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
    },
  );
});
