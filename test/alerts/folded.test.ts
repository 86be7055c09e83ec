import { describe, expect, test } from '@jest/globals';
import type { Notice, NoticeKind } from '../../controller/alerts/alert.ts';
import { folded } from '../../controller/alerts/folded.ts';
import { claimed, enqueued, released, withoutSaid } from '../../controller/alerts/outbox.ts';
import { violation } from './alert-world.ts';

const HOUR = 3_600_000;
const at = (hour: number) => new Date(Date.parse('2026-01-01T00:00:00Z') + hour * HOUR).toISOString();

function notice(kind: NoticeKind, hour: number, name = 'orders'): Notice {
  return { kind, violation: violation(name, { value: String(hour) }), openedAt: at(0), at: at(hour) };
}

/** `opened 3 (2 times)`: by the facts of hour 3. */
function shown(notices: readonly Notice[]): readonly string[] {
  return notices.map(
    ({ kind, violation: { value }, times }) => `${kind} ${value}${times === undefined ? '' : ` (${times} times)`}`,
  );
}

describe('Of what waits', () => {
  test.each<[string, readonly NoticeKind[], readonly string[]]>([
    ['an opening takes over what became of it', ['opened', 'reminder', 'updated'], ['opened 2']],
    ['a reminder replaces an older one', ['reminder', 'reminder'], ['reminder 1']],
    ['a change stays one, whatever is reminded of later', ['updated', 'reminder'], ['updated 1']],
    ['an end needs no change before it', ['updated', 'resolved'], ['resolved 1']],
    ['an opening and its end are both told', ['opened', 'resolved'], ['opened 0', 'resolved 1']],
    ['an end and the next opening are both told', ['resolved', 'opened', 'updated'], ['resolved 0', 'opened 2']],
    ['what came and went is counted once it is back', ['opened', 'resolved', 'opened'], ['opened 2 (2 times)']],
    ['what was back and gone is counted', ['resolved', 'opened', 'resolved'], ['resolved 2 (2 times)']],
    [
      'what comes and goes again and again is told as its opening and its end',
      ['opened', 'resolved', 'opened', 'updated', 'resolved', 'opened', 'resolved'],
      ['opened 5 (3 times)', 'resolved 6'],
    ],
  ])('%s', (_, kinds, expected) => {
    const all = kinds.map((kind, hour) => notice(kind, hour));
    expect(shown(folded(all))).toEqual(expected);
    let waiting: readonly Notice[] = [];
    for (const next of all) waiting = folded([...waiting, next]);
    expect(shown(waiting)).toEqual(expected);
  });

  test('each violation is told for itself', () => {
    expect(shown(folded([notice('opened', 0), notice('resolved', 1, 'billing'), notice('opened', 2, 'stock')]))).toHaveLength(3);
  });
});

const NOTHING = () => false;

describe('What a run is sending', () => {
  const addressed = (...notices: readonly Notice[]) => notices.map((one) => ({ channel: 'default', notice: one }));
  const sending = claimed(
    enqueued([], addressed(notice('opened', 0)), new Date(at(0))),
    { channel: 'default', run: 'run-1', until: at(1) },
    new Date(at(0)),
    NOTHING,
  );

  test('is left alone, and what comes up meanwhile waits behind it', () => {
    const [waiting] = enqueued(sending, addressed(notice('updated', 0.5)), new Date(at(0.5)));
    expect(shown(waiting?.notices ?? [])).toEqual(['opened 0', 'updated 0.5']);
    const [later] = enqueued(waiting ? [waiting] : [], addressed(notice('updated', 0.6)), new Date(at(0.6)));
    expect(shown(later?.notices ?? [])).toEqual(['opened 0', 'updated 0.6']);
  });

  test('and another run took over, only that one gives back', () => {
    const taken = claimed(sending, { channel: 'default', run: 'run-2', until: at(3) }, new Date(at(2)), NOTHING);
    expect(released(taken, 'default', 'run-1')[0]?.claim?.run).toBe('run-2');
    expect(released(taken, 'default', 'run-2')[0]?.claim).toBeNull();
  });

  test('too slowly, is no more among what another run is sending', () => {
    const more = enqueued(sending, addressed(notice('opened', 2, 'billing')), new Date(at(2)));
    const taken = claimed(more, { channel: 'default', run: 'run-2', until: at(3) }, new Date(at(2)), NOTHING);
    const [slow] = sending;
    const [left] = slow ? withoutSaid(taken, slow) : [];
    expect(left).toMatchObject({ claim: { run: 'run-2', notices: 1 }, notices: [notice('opened', 2, 'billing')] });
  });

  test('is folded with the rest once that run must be dead', () => {
    const [waiting] = enqueued(sending, addressed(notice('updated', 2)), new Date(at(2)));
    expect(shown(waiting?.notices ?? [])).toEqual(['opened 2']);
  });
});
