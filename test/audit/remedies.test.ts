import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { awsCommand } from '../../audit/remedies/shell.ts';
import type { Finding } from '../../audit/types.ts';
import { readSpecs } from '../../specs/read.ts';
import { auditOf, type Given } from './given.ts';

const FOLDER = 'test/cases/audit';
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
const GIVEN: readonly Given[] = FILES.flatMap((file) =>
  JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')).map((each: { given: Given }) => each.given),
);

async function allFindings(): Promise<readonly Finding[]> {
  const reports = await Promise.all(GIVEN.map((given) => auditOf(given)));
  return reports.flatMap(({ taskDefinitions, findings }) => [...taskDefinitions.flatMap((audit) => audit.findings), ...findings]);
}

const findings = await allFindings();

test('a shell takes every word of a command as it is', () => {
  const words = [
    ...["it's", '$(id)', '`id`', '-n', '~', '=ls', 'a b', '*', '\\', '"', 'a\nb', '', '!!', '{a,b}', '#'],
    ...fc.sample(
      fc.string({ unit: 'grapheme' }).filter((any) => !any.includes('\0')),
      300,
    ),
  ];
  const command = awsCommand(...words).replace(/^aws/, "printf '%s\\0'");
  const read = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
  expect(read.split('\0').slice(0, -1)).toEqual(words);
});

test('every command of every finding is one that a shell reads, of a program that there is', () => {
  const commands = findings.flatMap(({ remedy }) => remedy.command ?? []);
  expect(commands.length).toBeGreaterThan(100);
  execFileSync('sh', ['-n'], { input: commands.join('\n') });
  for (const line of commands.flatMap((command) => command.split('\n'))) expect(line).toMatch(/^(aws (iam|ecs) |rolecall |#)/);
});

test('every whole spec of every finding is one that can be used', () => {
  const specs = [...new Set(findings.flatMap(({ remedy }) => remedy.spec ?? []))].filter((spec) => spec.startsWith('apiVersion'));
  expect(specs.length).toBeGreaterThan(5);
  for (const spec of specs) {
    const file = { file: 'remedy.yaml', content: new TextEncoder().encode(spec), version: null };
    const { roles, problems } = readSpecs([file], { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' });
    expect({ spec, problems, roles: roles.length }).toEqual({ spec, problems: [], roles: 1 });
  }
});

test('every piece of a spec is YAML that says something', () => {
  const pieces = findings.flatMap(({ remedy }) => remedy.spec ?? []).filter((spec) => !spec.startsWith('apiVersion'));
  for (const piece of pieces) expect(Object.keys(parse(piece)).length).toBeGreaterThan(0);
});

test('no remedy points to what stands beside it, for it is also told without', () => {
  for (const { remedy } of findings) {
    expect(remedy.text).not.toMatch(/\b(?:this(?! account| role)|these|the same|the command|below|above|as follows)\b|:$/);
  }
});

test('every message and every remedy is one sentence without a full stop, on one line', () => {
  for (const { message, remedy } of findings) {
    for (const text of [message, remedy.text]) expect(text).toMatch(/^[A-Z][^\n]*[^.\s]$/);
  }
});
