import { describe, expect, test } from '@jest/globals';
import { isOwnerTagCall } from '../../reconciler/admission/owner.ts';
import { brakeOf, impactOf, type PlannedImpact } from '../../reconciler/plan/brake.ts';
import type { ActionCall } from '../../reconciler/types.ts';
import { defaultGuards } from '../../specs/guards.ts';

const RoleName = 'orders';
const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const create: ActionCall = { call: 'CreateRole', input: { RoleName, AssumeRolePolicyDocument: '{}' } };
const attach: ActionCall = { call: 'AttachRolePolicy', input: { RoleName, PolicyArn } };
const detach: ActionCall = { call: 'DetachRolePolicy', input: { RoleName, PolicyArn } };
const remove: ActionCall = { call: 'DeleteRole', input: { RoleName } };
const tag: ActionCall = { call: 'TagRole', input: { RoleName, Tags: [{ Key: 'rolecall:owner', Value: 'rolecall' }] } };
const untag: ActionCall = { call: 'UntagRole', input: { RoleName, TagKeys: ['rolecall:owner'] } };

describe('the brake counts a plan as', () => {
  test.each<[string, readonly ActionCall[], string]>([
    ['a creation, whatever the role is given with it', [create, attach], 'created'],
    ['a deletion, whatever is taken off before it', [detach, remove], 'deleted'],
    ['a change', [attach], 'changed'],
    ['a change where a role is taken over and changed', [tag, attach], 'changed'],
    ['no change where a role is only taken over', [tag], 'tagged'],
    ['no change where a role is only let go', [untag], 'tagged'],
  ])('%s', (_, actions, impact) => expect(impactOf(actions, isOwnerTagCall)).toBe(impact));
});

describe('what the brake says', () => {
  const changes = (prefix: string, count: number): readonly PlannedImpact[] =>
    Array.from({ length: count }, (_, index) => ({ role: `${prefix}-${index}`, impact: 'changed' }));

  test('names the number at once, the limit, and what has to happen', () =>
    expect(brakeOf(changes('now', 21), [], 100, defaultGuards.limits)?.message).toBe(
      'This plan would change 21 roles at once; the limit is 20 (limits.changedRoles). Nothing is written until a person approves it.',
    ));

  test('counts one role as one', () => {
    const [now, earlier] = [changes('now', 1), changes('earlier', 1)];
    const limits = { ...defaultGuards.limits, changedRoles: 0 };
    expect(brakeOf(now, [], 1, limits)?.message).toMatch(/^This plan would change 1 role at once;/);
    const written = earlier.map(({ role }) => ({ role, impact: 'changed' as const }));
    expect(brakeOf(now, written, 1, limits)?.message).toContain('2 roles within an hour, 1 of which was already written');
  });

  test('tells what was already written within the hour', () => {
    const earlier = changes('earlier', 18).map(({ role }) => ({ role, impact: 'changed' as const }));
    expect(brakeOf(changes('now', 5), earlier, 100, defaultGuards.limits)?.message).toBe(
      'This plan would change 23 roles within an hour, 18 of which were already written; the limit is 20 (limits.changedRoles). Nothing is written until a person approves it.',
    );
  });
});
