import { createHash } from 'node:crypto';
import { foldName } from '../../../../iam/role.ts';
import type { AlertSubject, AlertViolation, Topic } from '../../alert.ts';

/** What a violation is known by: account, subject, topic, and unit or rule. */
export interface Identity {
  readonly account: string;
  readonly subject: AlertSubject;
  readonly topic: Topic;
  readonly what: string;
}

/** A violation by its key. `values` of it may change, its identity never does. */
export function identified(violation: Omit<AlertViolation, 'key'>): AlertViolation {
  return { key: keyOf(violation), ...violation };
}

/** The text that names an identity. IAM tells roles apart without regard to case. */
export function keyOf({ account, subject: { kind, name, region }, topic, what }: Identity): string {
  const known = kind === 'role' ? foldName(name) : name;
  return [account, kind, ...(region === null ? [] : [region]), known, topic, what].join('/');
}

/** A short text that changes with any of the parts. */
export function digestOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
