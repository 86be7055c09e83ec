import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { actionWarning } from '../../specs/aws/actions.ts';
import { readSpecs } from '../../specs/read.ts';
import expected from './expected.json' with { type: 'json' };

const directory = new URL('../../specs/examples/', import.meta.url);
const files = readdirSync(directory).filter((file) => file.endsWith('.yaml'));
const context = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };

describe.each(files)('%s', (file) => {
  const content = readFileSync(new URL(file, directory));
  const specs = readSpecs([{ file, content, version: null }], context);

  test('reads without an error or a warning', () => {
    expect(specs.problems).toEqual([]);
  });

  test('declares the roles of its guide', () => {
    const roles = specs.roles.map(({ kind, management, role: { name, managedPolicies, inlinePolicies } }) => ({
      kind,
      name,
      ...(management.mode !== undefined && { mode: management.mode }),
      managedPolicies: [...managedPolicies],
      inlinePolicies: [...inlinePolicies.keys()],
    }));
    expect(roles).toEqual((expected as Readonly<Record<string, unknown>>)[file]);
  });

  test('names only actions that AWS has', () => {
    const policies = specs.roles.flatMap(({ role }) => [role.trustPolicy, ...role.inlinePolicies.values()]);
    const actions = policies.flatMap((text) => JSON.parse(text).Statement).flatMap(({ Action }) => Action);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.map(actionWarning).filter((warning) => warning !== undefined)).toEqual([]);
  });

  test('is completed and checked by editors, and says where it comes from', () => {
    const [first, second] = content.toString('utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=../schema/rolecall.v1.schema.json');
    expect(second).toMatch(/^# /);
    expect(content.toString('utf8')).toMatch(/^# .*https:\/\//m);
  });

  test('stands in the index, with each of its roles', () => {
    const index = readFileSync(new URL('README.md', directory), 'utf8');
    const row = index.split('\n').find((line) => line.startsWith(`| [${file}](${file}) |`));
    expect(specs.roles.filter(({ role }) => row?.includes(`\`${role.name}\``) !== true)).toEqual([]);
  });
});

test('A role of the ECS kinds trusts its own account alone, unless it has a trust policy of its own', () => {
  const trusts = (file: string) => trustPoliciesOf(file).map((text) => text.includes('aws:SourceAccount'));
  expect([trusts('containers-on-aws-starter.yaml'), trusts('immersion-day.yaml')]).toEqual([[true], [false]]);
});

test('All examples together declare no role twice', () => {
  const all = files.map((file) => ({ file, content: readFileSync(new URL(file, directory)), version: null }));
  expect(readSpecs(all, context).problems).toEqual([]);
});

function trustPoliciesOf(file: string): string[] {
  const content = readFileSync(new URL(file, directory));
  return readSpecs([{ file, content, version: null }], context).roles.map(({ role }) => role.trustPolicy);
}
