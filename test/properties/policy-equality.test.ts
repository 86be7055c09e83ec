import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { policiesEqual, sameMeaning } from '../../iam/policy/equality.ts';
import { parsePolicy } from '../../iam/policy/parse.ts';
import { policyText, prettyPolicy } from '../../iam/policy/text.ts';
import type { Policy, PolicyKind } from '../../iam/policy/types.ts';
import { type PolicyDocument, type PolicyStatement, policyDocument } from './arbitraries/policy.ts';
import { changesOfMeaning, marked, replaced } from './arbitraries/policy-changes.ts';
import { cosmeticRewrite } from './arbitraries/policy-rewrites.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const runs = (each: number) => ({ numRuns: Math.ceil(SCALE * each) });
const RUNS = runs(50);
const KINDS: readonly PolicyKind[] = ['identity', 'trust'];

function read(text: string, kind: PolicyKind): Policy {
  const parsed = parsePolicy(text, kind, 'aws');
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.problems)} in ${text}`);
  return parsed.policy;
}

function readDocument(document: PolicyDocument, kind: PolicyKind): Policy {
  return read(JSON.stringify(document), kind);
}

describe.each(KINDS)('A policy of kind %s', (kind) => {
  test('equals every cosmetic rewrite of itself', () => {
    fc.assert(
      fc.property(policyDocument(kind), fc.gen(), (document, choose) => {
        const rewritten = read(
          cosmeticRewrite(document, (arbitrary) => choose(() => arbitrary)),
          kind,
        );
        const original = readDocument(document, kind);
        expect(rewritten.key).toBe(original.key);
        expect(rewritten).toEqual(original);
      }),
      runs(100),
    );
  });

  test('differs in meaning after every change of one point', () => {
    fc.assert(
      fc.property(policyDocument(kind), fc.nat(2), (document, at) => {
        const index = at % document.Statement.length;
        const before = marked(document, index);
        const original = readDocument(before, kind);
        const unseen = changesOfMeaning(before.Statement[index] as PolicyStatement).filter(([, changed]) =>
          sameMeaning(
            original,
            readDocument(
              replaced(before, index, () => changed),
              kind,
            ),
          ),
        );
        expect(unseen).toEqual([]);
      }),
      runs(25),
    );
  });

  test('differs, but not in meaning, after another Sid', () => {
    fc.assert(
      fc.property(policyDocument(kind), fc.nat(2), (document, at) => {
        const before = marked(document, at % document.Statement.length);
        const after = replaced(before, at % document.Statement.length, (statement) => ({ ...statement, Sid: 'Fresh' }));
        const [a, b] = [readDocument(before, kind), readDocument(after, kind)];
        expect([policiesEqual(a, b), sameMeaning(a, b)]).toEqual([false, true]);
      }),
      RUNS,
    );
  });

  test('differs in another version of the language, in meaning exactly if it holds a policy variable', () => {
    fc.assert(
      fc.property(policyDocument(kind), (document) => {
        const [a, b] = ['2008-10-17', '2012-10-17'].map((Version) => readDocument({ ...document, Version }, kind)) as [
          Policy,
          Policy,
        ];
        expect([policiesEqual(a, b), sameMeaning(a, b)]).toEqual([false, !JSON.stringify(document).includes('${')]);
      }),
      RUNS,
    );
  });

  test('has one statement more when another statement joins it', () => {
    fc.assert(
      fc.property(policyDocument(kind), policyDocument(kind), (document, other) => {
        const { Sid, ...joining } = marked(other, 0).Statement[0] as PolicyStatement;
        const joined = { ...document, Statement: [...document.Statement, joining as PolicyStatement] };
        const [a, b] = [readDocument(document, kind), readDocument(joined, kind)];
        expect([policiesEqual(a, b), sameMeaning(a, b)]).toEqual([false, false]);
      }),
      RUNS,
    );
  });

  test('is read again from its canonical text as itself', () => {
    fc.assert(
      fc.property(policyDocument(kind), (document) => {
        const policy = readDocument(document, kind);
        expect(read(policyText(policy), kind)).toEqual(policy);
      }),
      RUNS,
    );
  });

  test('is read again from its pretty text as itself', () => {
    fc.assert(
      fc.property(policyDocument(kind), (document) => {
        const text = JSON.stringify(document);
        expect(prettyPolicy(text)).toBe(JSON.stringify(document, null, 2));
        expect(read(prettyPolicy(text), kind).key).toBe(read(text, kind).key);
      }),
      RUNS,
    );
  });

  test('is refused with a place and a remedy, and never throws, when any part of it is replaced by other JSON', () => {
    fc.assert(
      fc.property(policyDocument(kind), fc.jsonValue(), fc.nat(), (document, value, at) => {
        const parsed = parsePolicy(JSON.stringify(withReplacement(document, value, at)), kind, 'aws');
        if (parsed.ok) return;
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { path, message } of parsed.problems) {
          expect(path).toMatch(/^(\/.*)?$/s);
          expect(message).toMatch(/[.?]$/);
        }
      }),
      RUNS,
    );
  });
});

/** The document with the part that comes at place `at`, counted in the order of the text, replaced. */
function withReplacement(document: unknown, value: unknown, at: number): unknown {
  let parts = 0;
  JSON.stringify(document, (_, part) => {
    parts++;
    return part;
  });
  let met = 0;
  return JSON.parse(JSON.stringify(document), (_, part) => (met++ === at % parts ? value : part));
}

describe('Any text', () => {
  test.each(KINDS)('is read as %s without a throw', (kind) => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom('{', '"', '\\', '{"Statement":[{"'));
    fc.assert(
      fc.property(text, (any) => {
        expect(parsePolicy(any, kind, 'aws').ok).toBe(false);
        expect(typeof prettyPolicy(any)).toBe('string');
      }),
      RUNS,
    );
  });

  test('loses no member given twice', () => {
    fc.assert(
      fc.property(policyDocument('identity'), fc.nat(), (document, at) => {
        const text = JSON.stringify(document);
        const members = [...text.matchAll(/"(?:Version|Statement|Sid|Effect|(?:Not)?Action|(?:Not)?Resource|Condition)":/g)];
        const member = members[at % members.length] as RegExpExecArray;
        const doubled = `${text.slice(0, member.index)}${member[0]}"x",${text.slice(member.index)}`;
        const parsed = parsePolicy(doubled, 'identity', 'aws');
        expect(parsed).toEqual({
          ok: false,
          problems: expect.arrayContaining([expect.objectContaining({ message: expect.stringContaining('given twice') })]),
        });
      }),
      RUNS,
    );
  });
});
