import type { AuditedDefinition, Need } from '../../audit/types.ts';
import type { IamApi } from '../../iam/api.ts';
import type { Clock, Progress } from '../../reconciler/ports.ts';
import type { Guards, SpecContext, SpecSet } from '../../specs/types.ts';

/** ECS, as far as the audit reads it; region by region. */
export interface TaskDefinitionReader {
  /**
   * One task definition, as `DescribeTaskDefinition` answers it. Never rejects for what ECS answers.
   * @param reference `family` for its newest active revision, `family:revision`, or an ARN
   */
  describe(reference: string, region: string): Promise<Description>;
  /**
   * What can start tasks now: the newest active revision of every family, and whatever services run, each once.
   * @returns references for `describe`.
   * @throws if the list cannot be read to its end.
   */
  listCurrent(region: string): Promise<readonly string[]>;
}

export type Description =
  | { readonly described: true; readonly value: unknown }
  /** A sentence for people. */
  | { readonly described: false; readonly reason: string };

/** All that one audit needs. */
export interface AuditRun {
  readonly runId: string;
  /** `cli`, `schedule`, an event's name. */
  readonly trigger: string;
  readonly iam: IamApi;
  readonly clock: Clock;
  readonly account: SpecContext;
  readonly definitions: readonly AuditedDefinition[];
  /** `undefined`: none were given, so roles are judged as they are and none has to be declared. */
  readonly specs: SpecSet | undefined;
  readonly guards: Guards;
  /** What current task definitions beside the given ones need of an execution role, by its folded name. */
  readonly otherNeeds: ReadonlyMap<string, readonly Need[]>;
  /** Whether all current task definitions are given or in `otherNeeds`. */
  readonly isWhole: boolean;
  readonly progress: ((progress: Progress) => void) | undefined;
}
