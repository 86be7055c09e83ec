import { StateUnreadable } from '../ports.ts';
import type { Alert, AlertState, AlertViolation, FailingSubject, Notice, PendingNotices } from './alert.ts';

type Referring<T, Reference> = Omit<T, 'violation'> & { readonly violation: Reference };

/** A state of alerts that refers to violations in some way. */
interface AlertsReferring<Reference> extends Omit<AlertState, 'alerts' | 'pending' | 'failing'> {
  readonly alerts: Readonly<Record<string, Referring<Alert, Reference>>>;
  readonly pending: readonly (Omit<PendingNotices, 'notices'> & { readonly notices: readonly Referring<Notice, Reference>[] })[];
  readonly failing: Readonly<Record<string, Referring<FailingSubject, Reference>>>;
}

/** As it is stored: violations are large, and an alert and what waits in each channel speak of the same one. */
export interface StoredAlerts extends AlertsReferring<number> {
  readonly violations: readonly AlertViolation[];
}

/** Each violation once, and where one was, its place among them. */
export function withTable(state: AlertState): StoredAlerts {
  const places = new Map<AlertViolation, number>();
  const placeOf = (violation: AlertViolation) => {
    const place = places.get(violation) ?? places.size;
    places.set(violation, place);
    return place;
  };
  const referring = mapped(state, placeOf);
  return { ...referring, violations: [...places.keys()] };
}

/** The same violation is one and the same value again wherever it is spoken of. @throws {StateUnreadable} */
export function withoutTable({ violations, ...stored }: StoredAlerts): AlertState {
  return mapped(stored, (place) => {
    const violation = violations[place];
    if (violation === undefined) throw new StateUnreadable('it speaks of a violation that it does not hold');
    return violation;
  });
}

function mapped<From, To>(state: AlertsReferring<From>, each: (from: From) => To): AlertsReferring<To> {
  const one = <T extends { readonly violation: From }>(holder: T) => ({ ...holder, violation: each(holder.violation) });
  const named = <T extends { readonly violation: From }>(holders: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(holders).map(([key, holder]) => [key, one(holder)]));
  return {
    ...state,
    alerts: named(state.alerts),
    pending: state.pending.map((waiting) => ({ ...waiting, notices: waiting.notices.map(one) })),
    failing: named(state.failing),
  };
}
