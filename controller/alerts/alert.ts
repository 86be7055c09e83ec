import type { Direction } from '../../iam/policy/types.ts';
import type { Actor } from '../../reconciler/types.ts';
import type { Severity } from '../../specs/types.ts';
import type { Instant } from '../state/state.ts';

export const TOPICS = ['drift', 'finding', 'spec', 'refusal', 'reads', 'brake', 'backOff', 'eventPath'] as const;
/** What kind of thing is wrong. */
export type Topic = (typeof TOPICS)[number];

/** What a violation is about. */
export interface AlertSubject {
  readonly kind: 'role' | 'taskDefinition' | 'controller';
  /** A role's name, a family, or the controller's owner. */
  readonly name: string;
  /** Of a task definition; `null` for what has no region. */
  readonly region: string | null;
}

/** Something that people should know of and do something about. Texts are not escaped. */
export interface AlertViolation {
  /** Account, subject, and unit or rule: what it is known by. Hashes, revisions and error texts are no part of it. */
  readonly key: string;
  readonly account: string;
  readonly subject: AlertSubject;
  readonly topic: Topic;
  /** A unit of drift, a rule, or what is wrong with the controller: `Brake`, `EventPathBroken`, `FailingReads`. */
  readonly what: string;
  readonly severity: Severity;
  /** Of the spec, to route by. */
  readonly labels: Readonly<Record<string, string>>;
  /** One sentence without a full stop. */
  readonly message: string;
  /** How live access stands to the spec; `null` where nothing was compared. */
  readonly access: Direction | null;
  readonly detail: readonly string[];
  /** The two values of a unit that drifted, as a drift report has them; `null` where there is nothing to compare. */
  readonly values: { readonly desired: string | number | null; readonly observed: string | number | null } | null;
  readonly by: Actor | null;
  /** What was done or refused, one sentence; empty for nothing. */
  readonly outcome: string;
  /** What to do next, and to paste for it a command, or lines of a spec: then the command is one that shows them. */
  readonly next: { readonly text: string; readonly command: string | null; readonly spec?: string };
  /** Changes when the violation is another one of the same identity; never shown. */
  readonly value: string;
}

/** A violation that somebody was told of, or will be with the next message. */
export interface Alert {
  /** As it was last seen. */
  readonly violation: AlertViolation;
  readonly openedAt: Instant;
  /** By channel. Whoever was told of it is told of its end, wherever it would go by then. */
  readonly told: Readonly<Record<string, LastSaid>>;
}

/** What one channel was last told of a violation. */
export interface LastSaid {
  readonly at: Instant;
  /** The violation's value. */
  readonly value: string;
  /** The worst that was said within this reminder period, so that what comes and goes is told once. */
  readonly severity: Severity;
  /** Whether it was said within this reminder period that live access is wider. */
  readonly wider: boolean;
}

export const NOTICE_KINDS = ['opened', 'updated', 'reminder', 'resolved'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** One thing to be said of one violation. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly violation: AlertViolation;
  readonly openedAt: Instant;
  /** When it came up. */
  readonly at: Instant;
  /** How often it came up while this waited, where that is more than once: each time but the last it was over again. */
  readonly times?: number;
  /** The source whose first look found it, which is told as one digest; absent where it was looked at before. */
  readonly firstLook?: string;
}

/** What waits to be said in one place. */
export interface PendingNotices {
  /** As the guards' routes name it; `events` for machines. */
  readonly channel: string;
  /** Of each violation in the order in which they came up. */
  readonly notices: readonly Notice[];
  readonly claim: Claim | null;
}

/** A run that is sending what waits; one that died holds it until then. */
export interface Claim {
  readonly run: string;
  readonly until: Instant;
  /** How many of the notices, from the first, it is sending. */
  readonly notices: number;
}

export interface FailingSubject {
  /** How many in a row could not judge it. */
  readonly runs: number;
  readonly since: Instant;
  readonly lastRun: string;
  /** What is said of it once that lasts. */
  readonly violation: AlertViolation;
}

/** The first look at all of a source. What it finds waits for its end. */
export interface FirstLook {
  /** When the source was first seen. */
  readonly since: Instant;
  readonly isOver: boolean;
}

/** All that is remembered of alerts; one object, written by compare-and-swap. */
export interface AlertState {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'AlertState';
  readonly account: string;
  /** When it was last looked; `null`: never. */
  readonly observedAt: Instant | null;
  /** By key. */
  readonly alerts: Readonly<Record<string, Alert>>;
  /** Stored before they are sent, and taken out once they are. */
  readonly pending: readonly PendingNotices[];
  /** Subjects that could not be judged. */
  readonly failing: Readonly<Record<string, FailingSubject>>;
  /** Where the opening was told, to reply there: channel, then key, to what the channel calls the message. */
  readonly threads: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By source: what is looked at as a whole, a part of the account at a time. */
  readonly firstLooks: Readonly<Record<string, FirstLook>>;
}
