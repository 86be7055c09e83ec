import { describe, expect, test } from '@jest/globals';
import type { Access } from '../../iam/evaluation/types.ts';
import { flawsOf } from '../../reconciler/transition/verify.ts';
import { policyOf } from '../evaluation/cases.ts';

const TRUST = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };

function allowing(...actions: readonly string[]): Access {
  const statements = actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }));
  const policies = actions.length === 0 ? [] : [{ name: 'A', policy: policyOf(statements, 'identity') }];
  return { trust: policyOf([TRUST], 'trust'), boundary: null, policies };
}

describe('A way from one role to another', () => {
  const [get, put] = ['s3:GetObject', 's3:PutObject'];

  test.each<[string, Access | undefined, Access | undefined, readonly Access[], { excess: boolean; gap: boolean }]>([
    ['without a step has no flaw', allowing(get), allowing(put), [], { excess: false, gap: false }],
    [
      'through either role has no flaw',
      allowing(get),
      allowing(put),
      [allowing(get), allowing(put)],
      { excess: false, gap: false },
    ],
    [
      'has a gap if one state lacks one thing that both allow',
      allowing(get, put),
      allowing(get, put),
      [allowing(get, put), allowing(get)],
      { excess: false, gap: true },
    ],
    [
      'has an excess if one state allows one thing that neither does',
      allowing(get),
      allowing(get),
      [allowing(get), allowing(get, put)],
      { excess: true, gap: false },
    ],
    ['has both if both happen', allowing(get), allowing(get), [allowing(put)], { excess: true, gap: true }],
    [
      'to a new role allows nothing but what that allows',
      undefined,
      allowing(get),
      [allowing(), allowing(put)],
      { excess: true, gap: false },
    ],
    ['from a role that goes misses nothing', allowing(get), undefined, [allowing()], { excess: false, gap: false }],
  ])('%s', (_name, before, after, way, flaws) => {
    expect(flawsOf(before, after, way)).toEqual(flaws);
  });
});
