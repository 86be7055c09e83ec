/** What a message in the audit's queue asks for: a hint and no more, for task definitions and roles are read afresh. */
export type AuditRequest = TaskDefinitionRequest | SweepRequest;

/** A task definition was registered, or a task was run with other roles than its own. */
export interface TaskDefinitionRequest {
  readonly kind: 'taskDefinition';
  /** `RegisterTaskDefinition`, `RunTask`, `StartTask`. */
  readonly call: AuditedCall;
  /** An ARN; where the event does not give it, `family` or `family:revision`. */
  readonly reference: string;
  readonly region: string;
  /** Of a run, the roles it gave in place of the task definition's: ARNs or names. */
  readonly taskRole: string | null;
  readonly executionRole: string | null;
  /** Who called, for people. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  /** CloudTrail's: the same event may come more than once. */
  readonly eventId: string;
  /** The second look at a role that the first one missed. */
  readonly again: boolean;
}

/** Everything that can start tasks now is audited. */
export interface SweepRequest {
  readonly kind: 'sweep';
  /** The last task definition that an earlier run came to; `null` begins anew. */
  readonly after: string | null;
}

export const AUDITED_CALLS = ['RegisterTaskDefinition', 'RunTask', 'StartTask'] as const;
export type AuditedCall = (typeof AUDITED_CALLS)[number];
