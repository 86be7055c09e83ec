import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { hotPath } from '../bench/hot-path.ts';

/** All that reaches Slack, SNS and EventBridge. */
const CHANNELS = /@slack\/|@aws-sdk\/client-(?:sns|eventbridge)\/|adapters\/channels\/(?!channel-names\.ts)/;

const metafileOf = (name: string): Metafile => JSON.parse(readFileSync(`dist/lambda/${name}.metafile.json`, 'utf8'));
const channelsIn = (files: readonly string[]) => files.filter((file) => CHANNELS.test(file));

describe('What reaches Slack, SNS and EventBridge', () => {
  test.each(['reconcile', 'audit'])('is no part of the function %s', (name) =>
    expect(channelsIn(Object.keys(metafileOf(name).inputs))).toEqual([]),
  );

  test.each(['notify', 'report'])('is loaded by the function %s only when there is something to say', (name) => {
    const metafile = metafileOf(name);
    const hot = hotPath(metafile).flatMap(({ inputs }) => Object.keys(inputs));
    expect(channelsIn(hot)).toEqual([]);
    for (const client of ['@slack/web-api', '@slack/webhook', '@aws-sdk/client-sns', '@aws-sdk/client-eventbridge'])
      expect(Object.keys(metafile.inputs)).toContainEqual(expect.stringContaining(`node_modules/${client}/`));
  });
});
