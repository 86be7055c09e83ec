import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import type { KillSwitch, RequestQueue, StateStore } from '../../controller/ports.ts';

/** Where a deployment keeps what the command line needs. */
export interface Deployment {
  readonly queueUrl: string;
  /** `s3://bucket/controller`. */
  readonly state: string;
  /** The name of an SSM parameter. */
  readonly killSwitch: string;
  /** `s3://bucket/audits`; what an earlier version deployed does not say, nor of the other places below. */
  readonly audits?: string | undefined;
  /** What people were told: `s3://bucket/alerts`. */
  readonly alerts?: string | undefined;
  /** `s3://bucket/reports`. */
  readonly reports?: string | undefined;
}

/** A deployment by its name: where it is, that there is none, that the user may not know, or why it cannot be known. */
export type DeploymentLookup =
  | { readonly found: 'yes'; readonly deployment: Deployment }
  | { readonly found: 'no' }
  | { readonly found: 'refused' | 'unknown'; readonly message: string };

/** An account's deployed controllers, as the user's credentials reach them. */
export interface ControllerAccess {
  readonly accountId: string;
  /** Whose credentials these are: the ARN. */
  readonly caller: string;
  /** Where deployments are looked for. */
  readonly region: string | undefined;
  deployment(name: string): Promise<DeploymentLookup>;
  /**
   * @param location as a deployment names it: `s3://bucket/controller`
   * @param account whose state is expected there; `undefined` takes any
   */
  stateStore(location: string, account: string | undefined): Promise<StateStore>;
  /**
   * Where the audits of a deployment lie.
   * @param location `s3://bucket/audits`
   * @param account whose audits are expected there
   */
  auditStore?(location: string, account: string): Promise<AuditStore>;
  queue(url: string): Promise<RequestQueue>;
  killSwitch(name: string): Promise<KillSwitch>;
}
