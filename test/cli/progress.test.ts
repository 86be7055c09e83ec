import { expect, test } from '@jest/globals';
import type { Io } from '../../cli/terminal/io.ts';
import { progressLine } from '../../cli/terminal/progress.ts';

function watched(isTerminal: boolean) {
  const written: string[] = [];
  let now = 0;
  const stderr = { write: (text: string) => void written.push(text), isTerminal, columns: 30 };
  const line = progressLine({ stderr, clock: { now: () => new Date(now) } } as unknown as Io);
  const at = (milliseconds: number, roles: number) => {
    now = milliseconds;
    line.show?.({ stage: 'reading', roles });
  };
  return { at, written, line };
}

test('work of less than a second shows no progress', () => {
  const { at, written, line } = watched(true);
  at(999, 10);
  line.clear();
  expect(written).toEqual([]);
});

test('longer work shows one line, not too often, cut to the terminal, and takes it away at the end', () => {
  const { at, written, line } = watched(true);
  for (const milliseconds of [1000, 1050, 1100]) at(milliseconds, milliseconds);
  line.clear();
  expect(written).toEqual([
    '\r\u001b[2Kreading the account: 1000 role',
    '\r\u001b[2Kreading the account: 1100 role',
    '\r\u001b[2K',
  ]);
});

test('without a terminal there is no progress', () => {
  const { at, written } = watched(false);
  at(5000, 10);
  expect(written).toEqual([]);
});
