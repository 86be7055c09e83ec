import { expect, test } from '@jest/globals';
import type { Direction } from '../../iam/policy/types.ts';
import { bothSides } from '../../report/drift/drift-diff.ts';
import { addedAccess } from '../../report/html/diff/added-access.ts';
import { type PairedLine, pairedLines, withoutDistant } from '../../report/html/diff/side-by-side.ts';
import { readCase } from './full-report.ts';

interface Case {
  readonly name: string;
  readonly access: Direction;
  /** A statement or a list of them; `null` for no policy. */
  readonly spec: object | null;
  readonly live: object | null;
  /** The marked lines of each side. */
  readonly expect: Readonly<Record<'spec' | 'live', readonly string[]>>;
}

function text(statements: object | null): string | null {
  return statements === null ? null : JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function pairs({ spec, live, access }: Omit<Case, 'name' | 'expect'>): readonly PairedLine[] {
  const sides = { kind: 'different', severity: 'high', detail: [], tolerated: null, by: null, access } as const;
  const { desired, observed } = bothSides({ ...sides, unit: 'inlinePolicies[P]', desired: text(spec), observed: text(live) });
  return pairedLines(desired, observed);
}

test.each(readCase<readonly Case[]>('html/added-access.json'))('$name', (given) => {
  const lines = pairs(given);
  const marks = addedAccess(lines, given.access);
  const marked = (side: 'spec' | 'live') =>
    lines.flatMap((line, index) => (marks[index]?.[side] ? [(line[side] ?? '').trim()] : []));
  expect({ live: marked('live'), spec: marked('spec') }).toEqual(given.expect);
});

test('Both sides are shown whole and in order, with equal lines beside each other', () => {
  const [spec, live] = [
    ['a', 'b', 'c', 'd'],
    ['a', 'x', 'y', 'c', 'e', 'd'],
  ];
  const lines = pairedLines(spec, live);
  expect(lines.flatMap((line) => line.spec ?? [])).toEqual(spec);
  expect(lines.flatMap((line) => line.live ?? [])).toEqual(live);
  expect(lines.map(({ same }) => same)).toEqual([true, false, false, true, false, true]);
  expect(lines[2]).toMatchObject({ spec: null, live: 'y', at: { live: 2 } });
});

test('Lines far from any difference are only counted', () => {
  const far = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const shown = withoutDistant(pairedLines([...far, 'old'], [...far, 'new']));
  expect(shown).toHaveLength(5);
  expect(shown[0]).toEqual({ leftOut: 17 });
});
