import { describe, expect, test } from '@jest/globals';
import type { Access } from '../../iam/evaluation/types.ts';
import { type Flaws, flawsOf } from '../../reconciler/transition/verify.ts';
import { policyOf } from '../evaluation/cases.ts';

const TRUST = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
/** Neither true nor false, so nobody knows whether it holds. */
const UNCLEAR = { Null: { 'aws:TagKeys': 'perhaps' } };

function allowing(...actions: readonly string[]): Access {
  return saying(actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' })));
}

function saying(statements: readonly object[], trust: object = TRUST): Access {
  const policies = statements.length === 0 ? [] : [{ name: 'A', policy: policyOf(statements, 'identity') }];
  return { trust: policyOf([trust], 'trust'), boundary: null, policies };
}

const unread = (access: Access): Access => ({ ...access, trust: undefined });

const NONE: Flaws = { excess: false, gap: false };
const GAP: Flaws = { excess: false, gap: true };
const EXCESS: Flaws = { excess: true, gap: false };

describe('A way from one role to another', () => {
  const [get, put] = ['s3:GetObject', 's3:PutObject'];
  const unclear = { ...STATEMENT, Condition: UNCLEAR };
  const unclearTrust = { ...TRUST, Condition: UNCLEAR };

  test.each<[string, Access, Access, readonly Access[], Flaws]>([
    ['without a step has no flaw', allowing(get), allowing(put), [], NONE],
    ['through either role has no flaw', allowing(get), allowing(put), [allowing(get), allowing(put)], NONE],
    [
      'has a gap if one state lacks one thing that both allow',
      allowing(get, put),
      allowing(get, put),
      [allowing(get, put), allowing(get)],
      GAP,
    ],
    [
      'has an excess if one state allows one thing that neither does',
      allowing(get),
      allowing(get),
      [allowing(get), allowing(get, put)],
      EXCESS,
    ],
    ['has both if both happen', allowing(get), allowing(get), [allowing(put)], { excess: true, gap: true }],
    ['to a new role allows nothing but what that allows', allowing(), allowing(get), [allowing(put)], EXCESS],
    ['from a role that goes misses nothing', allowing(get), allowing(), [allowing()], NONE],
    [
      'has a gap if it is not certain that a state allows what both allow',
      allowing(get),
      allowing(get),
      [saying([unclear])],
      GAP,
    ],
    [
      'has a gap if it is not certain that a state lets in whom both let in',
      allowing(get),
      allowing(get),
      [saying([STATEMENT], unclearTrust)],
      GAP,
    ],
    [
      'has an excess if it is not certain that a state denies what both deny',
      allowing(put),
      allowing(put),
      [saying([unclear, { ...STATEMENT, Action: put }])],
      EXCESS,
    ],
    [
      'has an excess if it is not certain that a state lets nobody in',
      saying([STATEMENT], { ...TRUST, Effect: 'Deny' }),
      saying([STATEMENT], { ...TRUST, Effect: 'Deny' }),
      [saying([STATEMENT], unclearTrust)],
      EXCESS,
    ],
    [
      'has a gap if only the boundary of a state speaks of what it forbids',
      allowing('s3:*'),
      allowing('s3:*'),
      [
        {
          ...allowing('s3:*'),
          boundary: policyOf(
            [
              { ...STATEMENT, Action: '*' },
              { ...STATEMENT, Effect: 'Deny' },
            ],
            'identity',
          ),
        },
      ],
      GAP,
    ],
    [
      'has an excess also where the trust policy cannot be read',
      unread(allowing(get)),
      unread(allowing(get)),
      [unread(allowing(get, put))],
      EXCESS,
    ],
    [
      'has a gap also where the trust policy cannot be read',
      unread(allowing(get)),
      unread(allowing(get)),
      [unread(allowing())],
      GAP,
    ],
  ])('%s', (_name, before, after, way, flaws) => {
    expect(flawsOf(before, after, way)).toEqual(flaws);
  });
});
