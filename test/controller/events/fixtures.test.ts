import { describe, expect, test } from '@jest/globals';
import { readMessage } from '../../../controller/events/read-message.ts';
import { eventFixtures, OWN_ROLE } from '../../events/fixtures.ts';
import { MISSING, transform } from '../../events/transform.ts';
import { stackTransformers } from '../../events/transformers.ts';

const TRANSFORMERS = stackTransformers();
const MISSINGS = Object.keys(MISSING) as (keyof typeof MISSING)[];

function messageOf(event: { readonly source: string }, missing: keyof typeof MISSING): string {
  const transformer = TRANSFORMERS.get(event.source);
  if (transformer === undefined) throw new Error(`no rule passes on what ${event.source} tells`);
  return transform(transformer, event, missing);
}

describe.each(eventFixtures())('%s', (_, { title, event, expect: reading }) => {
  test.each(MISSINGS)(`${title} (what the event lacks: %s)`, (missing) => {
    expect(readMessage(messageOf(event, missing), OWN_ROLE)).toEqual(reading);
  });

  test('its message carries no document, address or key', () => {
    expect(messageOf(event, 'null')).not.toMatch(/Statement|ecs-tasks|A[SK]IA|203\.0\.113|aws-cli/);
  });
});
