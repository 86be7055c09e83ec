import { SEVERITIES, type Severity } from '../../specs/types.ts';
import { isWithin } from '../instant.ts';
import type { Alert, AlertState, AlertViolation, Notice, NoticeKind } from './alert.ts';
import { stillFailing } from './failing.ts';
import type { Observation } from './observation.ts';

export interface LifePolicy {
  /** From here on people are told. */
  readonly alertSeverity: Severity;
  readonly reminderSeconds: number;
  /** How many runs in a row something must be unreadable before people are told. */
  readonly failingRuns: number;
}

/** What becomes of the alerts when something is observed, and what is to be said. */
export interface Advanced {
  readonly alerts: AlertState['alerts'];
  readonly failing: AlertState['failing'];
  readonly notices: readonly Notice[];
}

/**
 * One step in the life of all alerts: new, then open, updated and reminded of at most once in a reminder period, and resolved once
 * it is known to be over. What could not be judged neither opens nor resolves.
 */
export function advance(
  { alerts, failing }: Pick<AlertState, 'alerts' | 'failing'>,
  observation: Observation,
  now: Date,
  policy: LifePolicy,
): Advanced {
  const unreadable = stillFailing(failing, observation, now, policy.failingRuns);
  const seen = new Map([...observation.violations, ...unreadable.violations].map((violation) => [violation.key, violation]));
  const steps = [
    ...Object.values(alerts).map((alert) => step(alert, seen.get(alert.violation.key), observation, now, policy)),
    ...[...seen.values()].filter((one) => isNew(one, alerts, policy)).map((violation) => opened(violation, now)),
  ];
  return {
    alerts: Object.fromEntries(steps.flatMap(({ alert }) => (alert === undefined ? [] : [[alert.violation.key, alert]]))),
    failing: unreadable.failing,
    notices: steps.flatMap(({ notice }) => notice ?? []),
  };
}

interface Step {
  /** `undefined` once it is over. */
  readonly alert?: Alert;
  readonly notice?: Notice;
}

function isNew({ key, severity }: AlertViolation, alerts: AlertState['alerts'], { alertSeverity }: LifePolicy): boolean {
  return !Object.hasOwn(alerts, key) && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(alertSeverity);
}

function opened(violation: AlertViolation, now: Date): Step {
  const at = now.toISOString();
  const alert: Alert = { violation, openedAt: at, saidAt: at, saidValue: violation.value };
  return { alert, notice: noticeOf('opened', alert, now) };
}

function step(alert: Alert, seen: AlertViolation | undefined, observation: Observation, now: Date, policy: LifePolicy): Step {
  if (seen === undefined) return observation.isJudged(alert.violation) ? { notice: noticeOf('resolved', alert, now) } : { alert };
  const current = { ...alert, violation: seen };
  if (isWithin(alert.saidAt, now, policy.reminderSeconds)) return { alert: current };
  const said = { ...current, saidAt: now.toISOString(), saidValue: seen.value };
  return { alert: said, notice: noticeOf(seen.value === alert.saidValue ? 'reminder' : 'updated', said, now) };
}

function noticeOf(kind: NoticeKind, { violation, openedAt }: Alert, now: Date): Notice {
  return { kind, violation, openedAt, at: now.toISOString() };
}
