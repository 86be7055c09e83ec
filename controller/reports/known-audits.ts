import { readKeptAudits } from '../alerts/observing/kept-audits.ts';
import type { KeptAudits } from '../alerts/observing/watched.ts';
import type { AuditStore } from '../audit/state/store-ports.ts';
import { StateUnreadable } from '../ports.ts';
import { unreadResults } from './unread-results.ts';

/** What the audit keeps, as far as it could be read. */
export interface KnownAudits {
  /** `null` where none are kept, or none could be read. */
  readonly audits: KeptAudits | null;
  /** What is missing, and why: sentences for people. */
  readonly notices: readonly string[];
  /** Whether all that is kept could be read. */
  readonly isComplete: boolean;
}

/** Reads what the audit keeps. What is missing of it is told, for what is shown must not look complete then. */
export async function knownAudits(store: AuditStore | undefined): Promise<KnownAudits> {
  try {
    return judged(store === undefined ? null : await readKeptAudits(store));
  } catch (error) {
    if (!(error instanceof StateUnreadable)) throw error;
    return { audits: null, notices: [`No findings of the audit are told: ${error.message}`], isComplete: false };
  }
}

function judged(audits: KeptAudits | null): KnownAudits {
  if (audits === null) return { audits, notices: ['No audit has kept anything yet, so no findings are told.'], isComplete: true };
  const unread = unreadResults(audits);
  return { audits, notices: unread === undefined ? [] : [unread], isComplete: unread === undefined };
}
