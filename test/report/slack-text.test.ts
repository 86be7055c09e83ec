import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { slackText } from '../../report/alerts/slack/fallback-text.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 100;

describe('The text beside the blocks', () => {
  test.each([
    ['New, high: orders-task', 'New, high: orders-task'],
    ['since 2026-11-22T07:00:00.000Z.', 'since 2026-11-22T07:00:00.000Z.'],
    ['at 08:00 UTC. Version 1.2, 10.0.0.1', 'at 08:00 UTC. Version 1.2, 10.0.0.1'],
    [':fire: :+1: :flag-de: :hand::skin-tone-2:', '：fire: ：+1: ：flag-de: ：hand：：skin-tone-2:'],
    ['well :)', 'well ：)'],
    ['www.example.com', 'www․example․com'],
    ['see https://example.com/a.html', 'see https：//example․com/a․html'],
    ['jane@example.com', 'jane＠example․com'],
    ['arn:aws:iam::111122223333:role/orders', 'arn：aws：iam：：111122223333：role/orders'],
    ['<!channel> & `code` *bold* _it_ ~no~', '&lt;!channel&gt; &amp; ˋcodeˋ ∗bold∗ ˍitˍ ∼no∼'],
  ])('%s is said as %s', (text, said) => expect(slackText(text)).toBe(said));

  test('makes no emoji, link, mention or markup of anything, and looks like what was written', () => {
    const hostile = fc.constantFrom(
      ':',
      'fire',
      '.',
      'www',
      'com',
      '//',
      '@',
      '<',
      '>',
      '&',
      '`',
      '*',
      '_',
      '~',
      ')',
      ' ',
      '日本',
    );
    const texts = fc.array(fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        const said = slackText(text);
        expect(said.replaceAll(/\d\d:\d\d:\d\d/g, '')).not.toMatch(
          /:[\p{L}\p{N}_+'-]+:|:\/\/|:\)|[@<>`*_~]|&(?!amp;|lt;|gt;)|[\p{L}\p{N}-]\.\p{L}[\p{L}\p{N}-]/u,
        );
        const shown = said.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        expect(shown.length).toBe(text.length);
      }),
      { numRuns: RUNS },
    );
  });
});
