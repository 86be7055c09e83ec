import type { Guards, Waiver } from '../../../specs/types.ts';
import type { AuditIndex, StoredAudit } from '../../audit/state/audit-state.ts';
import type { ControllerState } from '../../state/state.ts';
import type { Observation } from '../observation.ts';

/** What the audit keeps: the index, and as many of the results that it names as were read. */
export interface KeptAudits {
  readonly index: AuditIndex;
  readonly results: readonly StoredAudit[];
}

/** All that alerts are made of. */
export interface Watched {
  readonly account: string;
  /** What the controller's deployment is called: commands to paste name it. */
  readonly deployment: string;
  /** Whether it is what one look saw that no controller made, which changes nothing whatever the mode. */
  readonly isSingleLook?: boolean;
  readonly now: Date;
  /** When it was last looked; `undefined` where nobody was told of anything yet. */
  readonly lookedAt?: string | undefined;
  readonly guards: Pick<Guards, 'owner' | 'waivable'>;
  /** Of the specs as they are now: they mute drift. Findings carry their own. */
  readonly waivers: readonly Waiver[];
  /** `null`: it was not looked at, so nothing of it is judged. */
  readonly state: ControllerState | null;
  /** `null`: they were not looked at, so no finding is judged. */
  readonly audits: KeptAudits | null;
}

/** What of an observation one kind of subject gives. */
export type ObservedPart = Omit<Observation, 'run'>;
