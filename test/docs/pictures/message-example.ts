import { readdirSync, readFileSync } from 'node:fs';
import type { Notice, NoticeKind, PendingNotices } from '../../../controller/alerts/alert.ts';
import { type Given, NOW, observed } from '../../alerts/observed-case.ts';
import type { GivenOverview } from '../../report/overview-case.ts';

/** A message that the documentation shows: what is wrong, and what is said of it. */
export interface MessageExample {
  /** Of the picture, and of the file. */
  readonly name: string;
  readonly title: string;
  readonly as?: 'email';
  readonly digest?: boolean;
  /** Shown with its opening before it. */
  readonly thread?: true;
  readonly kind?: NoticeKind;
  readonly openedAt?: string;
  /** When it is said, of a thread its reply. */
  readonly at?: string;
  /** What is remembered; of a report's summary `overview` instead. */
  readonly given?: Given;
  readonly overview?: GivenOverview;
}

export type Said = Pick<MessageExample, 'given' | 'kind' | 'at' | 'openedAt' | 'digest'>;

const START = NOW.toISOString();
const FOLDER = new URL('../messages/', import.meta.url);

/** All examples, by name. */
export function messageExamples(): readonly MessageExample[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.map((file) => ({ name: file.replace('.json', ''), ...JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) }));
}

/** What waits to be said: what is observed, and what could not be judged for so long that it counts. */
export function pendingOf({ given = {}, kind = 'opened', at = START, openedAt = START, digest = false }: Said): PendingNotices {
  const { violations, unjudged } = observed(given);
  const all = [...violations, ...unjudged.map(({ violation }) => violation)];
  const firstLook = digest ? { firstLook: 'roles' } : {};
  const notices = all.map((violation): Notice => ({ kind, violation, openedAt, at, ...firstLook }));
  return { channel: 'default', notices, claim: null };
}
