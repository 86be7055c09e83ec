import type { AlertViolation, Notice, PendingNotices } from '../../controller/alerts/alert.ts';

/** A notice as a case writes it: only what matters to it. */
export interface GivenNotice {
  readonly kind?: Notice['kind'];
  readonly openedAt?: string;
  readonly times?: number;
  readonly violation: Partial<AlertViolation> & { readonly name: string };
}

export const AT = '2026-11-23T06:00:00.000Z';

/** A notice of drift, as any test needs one. */
export function notice({ kind = 'opened', openedAt = AT, times = 1, violation: { name, ...given } }: GivenNotice): Notice {
  const what = given.what ?? 'trustPolicy';
  const violation: AlertViolation = {
    key: `111122223333/role/${name}/${what}`,
    account: '111122223333',
    subject: { kind: 'role', name, region: null },
    topic: 'drift',
    what,
    severity: 'high',
    labels: {},
    message: `the trust policy of ${name} is not the one in the spec`,
    access: 'wider',
    detail: [],
    values: null,
    by: null,
    outcome: '',
    next: { text: 'Look at it, then apply the spec', command: `rolecall apply s3://specs --role ${name}` },
    value: 'a',
    ...given,
  };
  return { kind, violation, openedAt, at: AT, ...(times === 1 ? {} : { times }) };
}

export function pendingOf(notices: readonly GivenNotice[], digest = false): PendingNotices {
  const firstLook = digest ? { firstLook: 'roles' } : {};
  return { channel: 'default', notices: notices.map((given) => ({ ...notice(given), ...firstLook })), claim: null };
}

/** So many roles, each named by its number. */
export function manyRoles(count: number, violation: (name: string, index: number) => Partial<AlertViolation> = () => ({})) {
  const names = Array.from({ length: count }, (_, index) => `role-${String(index).padStart(3, '0')}`);
  return names.map((name, index): GivenNotice => ({ violation: { ...violation(name, index), name } }));
}
