import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { WrongSettings } from '../../handlers/reconcile/settings.ts';
import { handler } from '../../handlers/reconcile.ts';
import { eventOf } from './doubles.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-reconcile';

/** What the process wrote, a JSON value a line. */
let written = '';

beforeEach(() => {
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const invoke = (awsRequestId: string) =>
  handler(eventOf({ rolecall: 'schedule' }), { awsRequestId, invokedFunctionArn: FUNCTION } as Context);

describe('The function', () => {
  test('that is set wrong says why in one line with its run, and hands its messages back', async () => {
    await expect(invoke('run-a')).rejects.toThrow(WrongSettings);
    await expect(invoke('run-b')).rejects.toThrow('ROLECALL_STATE is not set: write where the state lies');
    const lines = written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual(
      ['run-a', 'run-b'].map((runId) =>
        expect.objectContaining({
          level: 'ERROR',
          message: 'the run could not happen',
          runId,
          why: expect.stringContaining('ROLECALL_SPECS is not set'),
        }),
      ),
    );
  });
});
