import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readGuards } from '../../specs/guards.ts';
import { readSpecs } from '../../specs/read.ts';

const FILES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs')
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const CONTEXT = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };

interface Example {
  readonly at: string;
  readonly text: string;
}

function blocks(language: string): readonly Example[] {
  return FILES.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(({ 1: block = '', index }) => ({
      at: `${file}:${text.slice(0, index).split('\n').length}`,
      text: block,
    }));
  });
}

describe('every example in the documents is valid', () => {
  test.each(blocks('yaml'))('$at', ({ at, text }) => {
    const file = { file: at, content: new TextEncoder().encode(text), version: null };
    const isGuards = /^kind: Controller$/m.test(text);
    const { problems } = isGuards ? readGuards(file, CONTEXT) : readSpecs([file], CONTEXT, { today: '2026-06-01' });
    expect(problems).toEqual([]);
  });
});

describe('every command in the documents exists', () => {
  const commands = blocks('sh').flatMap(({ at, text }) => text.split('\n').map((line) => ({ at, line })));
  const ours = commands.filter(({ line }) => /^(npx rolecall|npm) /.test(line));
  const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);
  const verbs = readdirSync('cli').map((file) => file.replace('.ts', ''));

  test.each(ours)('$at $line', ({ line }) => {
    for (const [, script] of line.matchAll(/npm run (\S+)/g)) expect(scripts).toContain(script);
    for (const [, verb] of line.matchAll(/npx rolecall (\w+)/g)) expect(verbs).toContain(verb);
  });
});
