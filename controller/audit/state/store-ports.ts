import type { AuditReport } from '../../../audit/types.ts';
import type { IamApi } from '../../../iam/api.ts';
import type { Clock } from '../../../reconciler/ports.ts';
import type { Guards, SpecContext } from '../../../specs/types.ts';
import type { SpecCompiler, SpecSources } from '../../ports.ts';
import type { VersionedObject } from '../../state/versioned-object.ts';
import type { AuditRun, TaskDefinitionReader } from '../ports.ts';
import type { AuditRequest } from '../requests/audit-request.ts';
import type { AuditIndex, StoredAudit } from './audit-state.ts';

/** Where the audit keeps what it found. */
export interface AuditStore {
  readonly index: VersionedObject<AuditIndex>;
  /** @param revision a number, or a word where none is known */
  result(region: string, family: string, revision: string): VersionedObject<StoredAudit>;
}

/** The queue that wakes the audit. */
export interface AuditQueue {
  /** @param delaySeconds from 0 to 900 */
  send(request: AuditRequest, delaySeconds: number): Promise<void>;
}

/** ECS is called too often, or cannot be reached: what was asked of it has to be asked again later. */
export class TurnedAway extends Error {}

/** All that the audit needs of the world. */
export interface AuditPorts {
  readonly iam: IamApi;
  /** One for each audit; rejects with {@link TurnedAway} where a task definition may well be described later. */
  readonly taskDefinitions: () => TaskDefinitionReader;
  readonly clock: Clock;
  readonly store: AuditStore;
  readonly specs: SpecSources;
  readonly compiler: SpecCompiler;
  readonly queue: AuditQueue;
  /** `runAudit`; much of its code is for what it finds, and need not be loaded before it is asked. */
  readonly audit: (run: AuditRun) => Promise<AuditReport>;
}

export interface AuditSettings {
  readonly account: SpecContext;
  readonly guards: Guards;
  /** The regions whose task definitions are swept, the home region among them. */
  readonly regions: readonly string[];
  /** After how long a role that an event found missing is looked at again. */
  readonly secondLookSeconds: number;
}
