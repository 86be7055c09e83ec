import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { controllerStatus } from '../../../report/status/controller-status.ts';
import { statusExit } from '../../../report/status/status-exit.ts';
import { statusJson } from '../../../report/status/status-json.ts';
import { checkControllerStatus } from '../../../report/status/status-schema.ts';
import { descriptionText, statusText } from '../../../report/status/status-text.ts';
import { fullState, type GivenState } from './full-state.ts';

interface Case {
  readonly says: string;
  readonly exit: number;
  readonly state: GivenState;
}

const folder = new URL('../../cases/report/status/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const NOW = new Date('2026-11-22T08:00:00Z');
const OPTIONS = { color: false, width: 100, repeated: ' --profile ops' };

/** The expected text lies beside the case; UPDATE_CASES=1 writes it anew, to be read before it is kept. */
function expectFile(name: string, text: string): void {
  const file = new URL(name, folder);
  if (process.env.UPDATE_CASES) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe.each(names)('%s', (file) => {
  const { says, exit, state } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case;
  const status = controllerStatus(fullState(state), NOW);

  test(`${says}: the table and every role in full`, () => {
    expectFile(file.replace('.json', '.txt'), `${statusText(status, OPTIONS)}\n${descriptionText(status, OPTIONS)}`);
  });

  test(`exits ${exit}`, () => expect(statusExit(status, false)).toBe(exit));

  test('its JSON keeps to the shipped schema', () => {
    expect(() => checkControllerStatus(JSON.parse(statusJson(status)))).not.toThrow();
  });

  test('nothing that is printed holds a control or bidirectional character', () => {
    for (const text of [statusText(status, OPTIONS), descriptionText(status, OPTIONS), statusJson(status)])
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});

describe('whatever becomes of single roles, it is to be reported that', () => {
  const brake = { hash: '9f2c61d04be7a318', message: 'Too many.', since: '2026-11-22T07:10:00.000Z' };
  const wholes: readonly (readonly [string, Partial<GivenState>, number])[] = [
    ['nothing is wrong', {}, 0],
    ['the last pass could not read everything', { runs: [{ complete: false }, {}] }, 1],
    ['no pass over everything ever succeeded', { lastSuccess: null }, 1],
    ['the brake holds a plan', { brake }, 2],
    ['the event path is broken', { eventPathBrokenSince: '2026-11-22T05:00:00.000Z' }, 2],
  ];
  test.each(wholes)('%s', (_, given, exit) => {
    const status = controllerStatus(fullState({ roles: [{ name: 'alpha', status: 'InSync' }], ...given }), NOW);
    expect(statusExit(status, false)).toBe(exit);
    expect(statusExit(status, true)).toBe(0);
  });
});

test('with colour nothing but escape sequences is added', () => {
  const { state } = JSON.parse(readFileSync(new URL('drifted.json', folder), 'utf8')) as Case;
  const status = controllerStatus(fullState(state), NOW);
  const coloured = statusText(status, { ...OPTIONS, color: true });
  expect(coloured).toContain('\u001b[31mDrifted');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(statusText(status, OPTIONS));
});
