import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../iam/role.ts';
import { type AccessState, accessOf, afterCall } from '../../reconciler/transition/access-state.ts';
import type { ActionCall } from '../../reconciler/types.ts';

const ROLE: Role = {
  name: 'orders',
  path: '/',
  description: 'Orders',
  maxSessionDuration: 3600,
  permissionsBoundary: 'bounds',
  trustPolicy: 'trust',
  managedPolicies: ['read'],
  inlinePolicies: new Map([['A', 'a']]),
  tags: new Map(),
};

const STATE: AccessState = { trust: 'trust', boundary: 'bounds', managed: new Set(['read']), inline: new Map([['A', 'a']]) };

describe('What decides the access of a role', () => {
  test('is its trust policy, its boundary and its policies', () => {
    expect(accessOf(ROLE)).toEqual(STATE);
  });

  test.each([[null], [undefined]])('is no boundary where that is %s', (permissionsBoundary) => {
    expect(accessOf({ ...ROLE, permissionsBoundary }).boundary).toBeNull();
  });
});

describe('Access after a call', () => {
  const RoleName = 'orders';

  test.each<[ActionCall, Partial<AccessState>]>([
    [{ call: 'UpdateAssumeRolePolicy', input: { RoleName, PolicyDocument: 'new' } }, { trust: 'new' }],
    [{ call: 'PutRolePermissionsBoundary', input: { RoleName, PermissionsBoundary: 'new' } }, { boundary: 'new' }],
    [{ call: 'DeleteRolePermissionsBoundary', input: { RoleName } }, { boundary: null }],
    [{ call: 'AttachRolePolicy', input: { RoleName, PolicyArn: 'write' } }, { managed: new Set(['read', 'write']) }],
    [{ call: 'DetachRolePolicy', input: { RoleName, PolicyArn: 'read' } }, { managed: new Set() }],
    [{ call: 'DetachRolePolicy', input: { RoleName, PolicyArn: 'write' } }, {}],
    [
      { call: 'PutRolePolicy', input: { RoleName, PolicyName: 'B', PolicyDocument: 'b' } },
      {
        inline: new Map([
          ['A', 'a'],
          ['B', 'b'],
        ]),
      },
    ],
    [{ call: 'PutRolePolicy', input: { RoleName, PolicyName: 'A', PolicyDocument: 'b' } }, { inline: new Map([['A', 'b']]) }],
    [{ call: 'DeleteRolePolicy', input: { RoleName, PolicyName: 'A' } }, { inline: new Map() }],
    [{ call: 'DeleteRolePolicy', input: { RoleName, PolicyName: 'B' } }, {}],
    [{ call: 'TagRole', input: { RoleName, Tags: [] } }, {}],
  ])('%j differs from before in %p', (action, changed) => {
    expect(afterCall(STATE, action)).toEqual({ ...STATE, ...changed });
  });
});
