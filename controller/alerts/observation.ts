import type { Alert, AlertViolation } from './alert.ts';

/** A subject that could not be read or judged. */
export interface Unjudged {
  readonly key: string;
  /** What is said once it failed several times in a row; its own message is a sentence for people. */
  readonly violation: AlertViolation;
}

/** Where nothing was looked at as a whole yet. */
export const NO_FULL_RUN = '';

/** What is looked at as a whole: all roles, or the task definitions of one region. */
export interface Source {
  readonly name: string;
  /** Whether all of it was looked at once. */
  readonly isSwept: boolean;
  /** Whether looking at all of it finds the violation, and not an event that came in between. */
  finds(violation: AlertViolation): boolean;
}

/** What is known at one moment of all that is watched. */
export interface Observation {
  /** Of the run over everything that saw it last: the same run seen twice counts once. */
  readonly run: string;
  readonly violations: readonly AlertViolation[];
  /** What came and went since it was last looked: told where nobody was told of it, and over with the next look. */
  readonly missed?: readonly AlertViolation[];
  readonly unjudged: readonly Unjudged[];
  /** Without them nothing counts as found by a first look. */
  readonly sources?: readonly Source[];
  /** Whether the violation would be among `violations` if it still were: its subject was judged, or is gone. */
  isJudged(violation: AlertViolation): boolean;
  /** Whether it may still be, for what saw it was lost since: it stays open, and people are reminded of it. */
  isForgotten?(alert: Alert): boolean;
}
