import type { Notice } from './alert.ts';

/**
 * What still waits, in as few notices as tell it: of a violation at most its opening and its end, or its end and its next opening,
 * however long a channel takes nothing. An opening takes over newer facts, an update replaces an older one, and what comes and goes
 * is counted. The newest time stands, so that nobody takes it for the older one that a slow run sent.
 */
export function folded(notices: readonly Notice[]): readonly Notice[] {
  const byKey = new Map<string, readonly Notice[]>();
  for (const notice of notices) {
    const { key } = notice.violation;
    byKey.set(key, withNext(byKey.get(key) ?? [], notice));
  }
  return [...byKey.values()].flat();
}

function withNext(before: readonly Notice[], next: Notice): readonly Notice[] {
  const last = before.at(-1);
  if (last === undefined) return [next];
  const earlier = before.slice(0, -1);
  if (next.kind === 'opened' || next.kind === 'resolved') return withTurn(before, earlier, last, next);
  if (last.kind === 'opened') return [...earlier, { ...last, violation: next.violation, at: next.at }];
  const isUpdate = last.kind === 'updated' || next.kind === 'updated';
  return last.kind === 'resolved' ? [...before, next] : [...earlier, { ...next, kind: isUpdate ? 'updated' : 'reminder' }];
}

/** It came up, or was over. What came and went in between is counted with the first of its kind. */
function withTurn(before: readonly Notice[], earlier: readonly Notice[], last: Notice, next: Notice): readonly Notice[] {
  if (last.kind === 'updated' || last.kind === 'reminder') return [...earlier, next];
  const first = earlier.at(-1);
  if (first === undefined || first.kind !== next.kind) return [...before, next];
  return [...earlier.slice(0, -1), { ...next, times: (first.times ?? 1) + (next.times ?? 1) }];
}
