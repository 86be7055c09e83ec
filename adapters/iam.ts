import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import pThrottle from 'p-throttle';
import { type IamApi, type IamCall, type IamCalls, WRITE_CALLS } from '../iam/api.ts';
import { completed } from './iam-answers.ts';
import { asIamError, keepQuotaFromRetries } from './iam-errors.ts';

const COMMANDS = {
  GetAccountAuthorizationDetails: GetAccountAuthorizationDetailsCommand,
  ListRoles: ListRolesCommand,
  GetAccountSummary: GetAccountSummaryCommand,
  GetRole: GetRoleCommand,
  ListAttachedRolePolicies: ListAttachedRolePoliciesCommand,
  ListRolePolicies: ListRolePoliciesCommand,
  GetRolePolicy: GetRolePolicyCommand,
  ListInstanceProfilesForRole: ListInstanceProfilesForRoleCommand,
  GetPolicy: GetPolicyCommand,
  GetPolicyVersion: GetPolicyVersionCommand,
  CreateRole: CreateRoleCommand,
  UpdateRole: UpdateRoleCommand,
  UpdateAssumeRolePolicy: UpdateAssumeRolePolicyCommand,
  AttachRolePolicy: AttachRolePolicyCommand,
  DetachRolePolicy: DetachRolePolicyCommand,
  PutRolePolicy: PutRolePolicyCommand,
  DeleteRolePolicy: DeleteRolePolicyCommand,
  PutRolePermissionsBoundary: PutRolePermissionsBoundaryCommand,
  DeleteRolePermissionsBoundary: DeleteRolePermissionsBoundaryCommand,
  TagRole: TagRoleCommand,
  UntagRole: UntagRoleCommand,
  DeleteRole: DeleteRoleCommand,
} as const satisfies Record<IamCall, unknown>;

const WRITES: ReadonlySet<IamCall> = new Set(WRITE_CALLS);

/** One after the other by their nature, so they need no limit. */
const BULK_READS: ReadonlySet<IamCall> = new Set(['GetAccountAuthorizationDetails', 'ListRoles', 'GetAccountSummary']);

/** Calls a second; IAM publishes no limits, and these stay below the rates at which accounts see throttling. */
export interface CallRate {
  readonly reads: number;
  readonly writes: number;
}

const CAREFUL_RATE: CallRate = { reads: 10, writes: 5 };

type Gate = () => Promise<void>;

function gate(callsPerSecond: number): Gate {
  return pThrottle({ limit: callsPerSecond, interval: 1000 })(async () => {});
}

const open: Gate = async () => {};

/** The live account, through the AWS SDK. */
export class LiveIam implements IamApi {
  readonly #client: IAMClient;
  readonly #reads: Gate;
  readonly #writes: Gate;

  /** The client's own retries are used, but for quotas, which no waiting lifts. */
  constructor(client: IAMClient, rate: CallRate = CAREFUL_RATE) {
    this.#client = client;
    this.#reads = gate(rate.reads);
    this.#writes = gate(rate.writes);
    keepQuotaFromRetries(client);
    // It copies every answer, megabytes of roles, for a log that nobody reads.
    client.middlewareStack.remove('loggerMiddleware');
  }

  /**
   * @throws {IamError} with IAM's wire code; `UnreadableAnswer` for an answer that lacks what it must have.
   */
  async call<C extends IamCall>(call: C, input: IamCalls[C]['input']): Promise<IamCalls[C]['output']> {
    await this.#gateOf(call)();
    try {
      const Command = COMMANDS[call] as typeof GetRoleCommand;
      return completed(call, await this.#client.send(new Command(input as never)));
    } catch (error) {
      throw asIamError(error, call);
    }
  }

  #gateOf(call: IamCall): Gate {
    if (WRITES.has(call)) return this.#writes;
    return BULK_READS.has(call) ? open : this.#reads;
  }
}
