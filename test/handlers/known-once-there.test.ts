import { expect, test } from '@jest/globals';
import { knownOnceThere } from '../../handlers/notify/known-once-there.ts';

test('What is missing is looked for again, what is there is not, and what cannot be looked up counts as missing and is warned of', async () => {
  const answers: (boolean | Error)[] = [false, new Error('S3 does not answer.'), true, new Error('Nobody asks any more.')];
  const warnings: string[] = [];
  const isThere = knownOnceThere(
    async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer === true;
    },
    (why) => warnings.push(why),
  );
  expect([await isThere(), await isThere(), await isThere(), await isThere()]).toEqual([false, false, true, true]);
  expect(warnings).toEqual(['S3 does not answer.']);
  expect(answers).toHaveLength(1);
});
