import { expect, test } from '@jest/globals';
import { reportFailure } from '../../cli/terminal/failure.ts';
import type { Io } from '../../cli/terminal/io.ts';
import { UserError } from '../../cli/terminal/user-error.ts';
import { IamError } from '../../iam/errors.ts';

function told(failure: unknown, env: Readonly<Record<string, string>> = {}) {
  const written: string[] = [];
  const stderr = { write: (text: string) => void written.push(text), isTerminal: false, columns: undefined };
  const status = reportFailure(failure, { stderr, env } as unknown as Io);
  return { status, text: written.join('') };
}

test('a mistake is told as it is', () => {
  expect(told(new UserError('No such file.'))).toEqual({ status: 1, text: 'rolecall: No such file.\n' });
});

test('a message cannot steer the terminal', () => {
  expect(told(new UserError('a\u001b[2Jb')).text).toBe('rolecall: a\\u001b[2Jb\n');
});

test("IAM's refusal is told with its call and code", () => {
  expect(told(new IamError('AccessDenied', 'You may not', 'ListRoles')).text).toBe(
    'rolecall: ListRoles: You may not (AccessDenied)\n',
  );
});

test('a bug asks for a report, and shows its stack only on demand', () => {
  const bug = new TypeError('x is undefined');
  expect(told(bug).text).toContain('please report it');
  expect(told(bug).text).not.toMatch(/^ +at /m);
  expect(told(bug, { ROLECALL_DEBUG: '1' }).text).toMatch(/^ +at /m);
  expect(told(bug).status).toBe(1);
});
