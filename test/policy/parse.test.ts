import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import { caseFiles } from './cases.ts';

interface ParseCase {
  readonly name: string;
  readonly source: string;
  readonly kind: PolicyKind;
  readonly given: { readonly text: string } | { readonly document: unknown };
  /** The problem that must be among those found: its JSON pointer, and a part of its message. */
  readonly expect: { readonly path: string; readonly message: string };
}

describe.each(caseFiles<ParseCase>('policy-parse'))('Problems of a policy: %s', (_, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))(
    '%s',
    (_name, { kind, given, expect: { path, message }, source }) => {
      const parsed = parsePolicy('text' in given ? given.text : JSON.stringify(given.document), kind, 'aws');
      expect(parsed.ok).toBe(false);
      expect(parsed).toEqual({
        ok: false,
        problems: expect.arrayContaining([{ path, message: expect.stringContaining(message) }]),
      });
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    },
  );
});

describe('A policy with several problems', () => {
  test('names them all in one go', () => {
    const text = '{"Version":"2020-01-01","Statement":[{"Effect":"allow","Action":"GetObject","Resource":"orders","Note":"x"}]}';
    const parsed = parsePolicy(text, 'identity', 'aws');
    const paths = parsed.ok ? [] : parsed.problems.map(({ path }) => path);
    expect(paths.sort()).toEqual([
      '/Statement/0/Action',
      '/Statement/0/Effect',
      '/Statement/0/Note',
      '/Statement/0/Resource',
      '/Version',
    ]);
  });
});

describe('An observed document', () => {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  test.each([
    ['with a space in its Sid', { Statement: [{ ...statement, Sid: 'Read all' }] }],
    [
      'with a Sid used twice',
      {
        Statement: [
          { ...statement, Sid: 'A' },
          { ...statement, Sid: 'A', Action: '*' },
        ],
      },
    ],
    ['with an Id', { Id: 'x', Statement: statement }],
    ['with a line end after a resource', { Statement: { ...statement, Resource: 'arn:aws:s3:::a\n' } }],
    ['with two ARNs in one text', { Statement: { ...statement, Resource: 'arn:aws:s3:::a arn:aws:s3:::b' } }],
    ['with a character beyond U+00FF', { Statement: { ...statement, Condition: { StringEquals: { 'aws:RequestTag/a': '—' } } } }],
  ])('%s is read as it stands', (_name, document) => {
    const text = JSON.stringify(document);
    expect(parsePolicy(text, 'identity', 'aws', 'observed').ok).toBe(true);
    expect(parsePolicy(text, 'identity', 'aws').ok).toBe(false);
  });

  test('with a misspelt element is refused all the same', () => {
    const text = JSON.stringify({ Statement: { ...statement, NotResourse: '*' } });
    expect(parsePolicy(text, 'identity', 'aws', 'observed').ok).toBe(false);
  });
});

test('White space inside a resource or a value is taken as it is', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::orders/two words/*' };
  const Condition = { StringLike: { 'aws:RequestTag/a': ' padded ' }, ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::two words' } };
  expect(parsePolicy(JSON.stringify({ Statement: { ...statement, Condition } }), 'identity', 'aws').ok).toBe(true);
});

describe('A hostile document', () => {
  test.each([
    ['nested a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['nested deep in a statement', `{"Statement":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
    ['with a hundred thousand members', `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join()}}`],
  ])('%s is refused without a crash', (_name, text) => {
    expect(parsePolicy(text, 'trust', 'aws').ok).toBe(false);
  });
});
