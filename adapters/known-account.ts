import { IAMClient } from '@aws-sdk/client-iam';
import type { SpecContext } from '../specs/types.ts';
import { type AwsClients, awsClients } from './aws-clients.ts';
import { type ClientSettings, type ConnectionSettings, PATIENCE, sharedSettings } from './client-settings.ts';
import { LiveIam } from './iam.ts';

/** An account, reached. */
export interface Connection {
  readonly iam: LiveIam;
  readonly accountId: string;
  readonly partition: string;
  /** `undefined` when neither the setting, the environment nor the profile names one. */
  readonly region: string | undefined;
  /** The services beside IAM, in that region. */
  readonly clients: AwsClients;
  /** The roles that the region's current task definitions name, as they name them; `undefined` without a region. */
  rolesInUse(): Promise<ReadonlySet<string> | undefined>;
}

/**
 * Reaches an account whose id, partition and region are known already, without asking AWS.
 * @param settings for IAM and all other clients; by default what the environment says
 */
export function knownAccount(
  account: SpecContext,
  { rate, ...settings }: ConnectionSettings = {},
  shared: ClientSettings = sharedSettings(settings, account.region),
): Connection {
  const clients = awsClients(shared);
  return {
    ...account,
    iam: new LiveIam(new IAMClient({ ...shared, ...PATIENCE }), rate),
    clients,
    rolesInUse: async () => (account.region === undefined ? undefined : usedRoles(clients)),
  };
}

/** Seldom needed, so neither ECS's client nor the code around it is loaded before. */
async function usedRoles(clients: AwsClients): Promise<ReadonlySet<string>> {
  const { rolesInUse } = await import('./ecs/roles-in-use.ts');
  return rolesInUse(await clients.ecs());
}
