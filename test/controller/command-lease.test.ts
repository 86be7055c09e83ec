import { describe, expect, test } from '@jest/globals';
import { LeaseHeld, withLease } from '../../controller/lease/command-lease.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import { emptyState, isFresh } from '../../controller/state/empty-state.ts';
import { ACCOUNT } from '../properties/arbitraries/role.ts';
import { MemoryStateStore, SimulatedClock } from './ports.ts';

function begin() {
  const store = new MemoryStateStore();
  const clock = new SimulatedClock();
  return { store, clock, command: { store, account: ACCOUNT, runId: 'command', clock, seconds: 60 } };
}

const INTENT = { role: 'Orders', impact: 'changed' } as const;

describe('a command that writes a live account', () => {
  test('holds the lease while it works, and gives it up afterwards', async () => {
    const { store, command } = begin();
    const result = await withLease(command, async ({ beforeWriting, halt }) => {
      expect(store.state?.lease?.holder).toBe('command');
      await beforeWriting([INTENT], undefined);
      expect(store.state?.writes).toMatchObject([{ role: 'orders', impact: 'changed' }]);
      expect(await halt('call')).toBeUndefined();
      return 'done';
    });
    expect(result).toBe('done');
    expect(store.state).toMatchObject({ lease: null, writes: [{ role: 'orders' }] });
  });

  test('leaves the controller to observe first where it has not run yet', async () => {
    const { store, command } = begin();
    await withLease(command, async () => undefined);
    expect(isFresh(store.state)).toBe(true);
  });

  test('gives the lease up also when it fails', async () => {
    const { store, command } = begin();
    await expect(withLease(command, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(store.state?.lease).toBeNull();
  });

  test('is refused while the controller writes, and says until when', async () => {
    const { store, command } = begin();
    store.put({ ...emptyState(ACCOUNT), lease: { holder: 'run-1', expiresAt: '2026-06-01T12:00:30.000Z' } });
    let worked = false;
    const work = async () => {
      worked = true;
    };
    await expect(withLease(command, work)).rejects.toThrow(LeaseHeld);
    await expect(withLease(command, work)).rejects.toThrow('at most until 2026-06-01T12:00:30.000Z');
    expect(worked).toBe(false);
  });

  test('takes over a lease that ran out', async () => {
    const { store, clock, command } = begin();
    store.put({ ...emptyState(ACCOUNT), lease: { holder: 'run-1', expiresAt: '2026-06-01T12:00:30.000Z' } });
    clock.advance(30);
    expect(await withLease(command, async () => store.state?.lease?.holder)).toBe('command');
  });

  test('renews the lease when half of it is used', async () => {
    const { store, clock, command } = begin();
    await withLease(command, async ({ halt }) => {
      for (let second = 0; second < 300; second += 20) {
        clock.advance(20);
        expect(await Promise.all([halt('call'), halt('call')])).toEqual([undefined, undefined]);
        expect(Date.parse(store.state?.lease?.expiresAt ?? '')).toBeGreaterThan(clock.now().getTime());
      }
    });
  });

  test('stops when somebody else took the lease over', async () => {
    const { store, clock, command } = begin();
    const stolen = { ...emptyState(ACCOUNT), lease: { holder: 'other', expiresAt: '2026-06-01T13:00:00.000Z' } };
    await withLease(command, async ({ halt }) => {
      store.put(stolen);
      clock.advance(40);
      expect(await halt('call')).toMatchObject({ code: 'Deferred' });
    });
    expect(store.state).toEqual(stolen);
  });

  test('keeps the lease where somebody else wrote the state and left it', async () => {
    const { store, clock, command } = begin();
    await withLease(command, async ({ halt }) => {
      if (store.state !== undefined) store.put({ ...store.state, lastSuccess: '2026-06-01T12:00:00.000Z' });
      clock.advance(40);
      expect(await halt('call')).toBeUndefined();
    });
    expect(store.state).toMatchObject({ lastSuccess: '2026-06-01T12:00:00.000Z', lease: null });
  });

  test('stops before the lease ends while the state cannot be written', async () => {
    const { store, clock, command } = begin();
    await withLease(command, async ({ halt }) => {
      store.outage = 'S3 is down';
      clock.advance(40);
      expect(await halt('call')).toBeUndefined();
      clock.advance(6);
      expect(await halt('call')).toMatchObject({ code: 'Deferred' });
    });
  });

  test('does not begin where the state cannot be read', async () => {
    const { store, command } = begin();
    store.outage = 'S3 is down';
    await expect(withLease(command, async () => undefined)).rejects.toThrow(StateUnreadable);
  });
});
