import { describe, expect, test } from '@jest/globals';
import { StateUnreadable } from '../../controller/ports.ts';
import { stateCodec } from '../../controller/state/codec.ts';
import { emptyState } from '../../controller/state/empty-state.ts';
import { ACCOUNT } from '../properties/arbitraries/role.ts';
import { driftOf, roleStatus } from './role-status.ts';

const codec = stateCodec(ACCOUNT);
const state = { ...emptyState(ACCOUNT), roles: { orders: roleStatus('orders', { drift: [driftOf('trustPolicy')] }) } };

describe('the state as text', () => {
  test('comes back as it was', () => {
    expect(codec.parseState(codec.stateText(state))).toEqual(state);
  });

  test('remembers a role called __proto__', () => {
    const roles = Object.fromEntries([['__proto__', roleStatus('__proto__')]]);
    const { roles: read } = codec.parseState(codec.stateText({ ...state, roles }));
    expect(Object.entries(read)).toEqual([['__proto__', roleStatus('__proto__')]]);
  });

  test('keeps what a newer version added', () => {
    const newer = { ...state, alerts: { one: 1 }, roles: { orders: { ...state.roles.orders, colour: 'red' } } };
    expect(codec.parseState(JSON.stringify(newer))).toEqual(newer);
  });

  test.each([
    ['{"apiVersion":', 'it is no JSON'],
    ['null', 'it is no state of the controller'],
    [JSON.stringify({ ...state, apiVersion: 'rolecall/v2' }), 'apiVersion'],
    [JSON.stringify({ ...state, writes: 'none' }), 'writes'],
    [JSON.stringify({ ...state, writes: [{ role: 'orders', impact: 'changed', at: 'today' }] }), 'writes.0.at'],
    [JSON.stringify({ ...state, roles: { orders: { ...state.roles.orders, status: 'Fine' } } }), 'roles.orders.status'],
    [JSON.stringify({ ...state, account: '444455556666' }), 'account 444455556666'],
  ])('is refused where it is damaged, and says where: %s', (text, message) => {
    expect(() => codec.parseState(text)).toThrow(StateUnreadable);
    expect(() => codec.parseState(text)).toThrow(message);
  });

  test('of any account is read where no account is expected', () => {
    const other = { ...state, account: '444455556666' };
    expect(stateCodec(undefined).parseState(JSON.stringify(other))).toEqual(other);
  });
});
