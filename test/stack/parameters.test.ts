import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

function checked(...args: readonly string[]) {
  const code = `import('./scripts/parameters.mjs').then(({ checkParameters }) => checkParameters(${JSON.stringify(args)}))
    .catch(({ message }) => { console.error(message); process.exit(1); })`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  return { status, stderr };
}

test('Parameters that the stack knows are taken', () =>
  expect(checked('--region', 'eu-west-1', '--param', 'trail=existing', '--param=email=ops@example.com')).toEqual({
    status: 0,
    stderr: '',
  }));

test.each([
  [['--param', 'emial=ops@example.com'], 'There is no parameter "emial", so nothing was done. Did you mean email?'],
  [['--param=specWriter=arn'], 'Did you mean specWriters?'],
  [['--param', 'nonsense'], 'The parameters are name, schedule,'],
])('A slip in a parameter stops everything: %j', (args, words) => {
  const { status, stderr } = checked(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
});
