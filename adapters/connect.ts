import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type ConnectionSettings, sharedSettings } from './client-settings.ts';
import { asConnectionProblem, ConnectionProblem } from './connection-problem.ts';
import { type Connection, knownAccount } from './known-account.ts';
import { regionOf } from './region.ts';

/** An account reached with somebody's credentials. */
export interface CallersAccount extends Connection {
  /** The ARN of whose credentials these are. */
  readonly caller: string;
}

/**
 * Finds credentials as the AWS command line does and asks AWS whose they are.
 * @throws {ConnectionProblem}
 */
export async function connect(settings: ConnectionSettings): Promise<CallersAccount> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const profile = settings.profile ?? process.env.AWS_PROFILE;
  try {
    const region = await regionOf(settings);
    const shared = sharedSettings(settings, region);
    const sts = new STSClient(shared);
    const { caller, ...identity } = await callerIdentity(sts);
    const account = knownAccount({ ...identity, region }, settings, { ...shared, credentials: sts.config.credentials });
    return { ...account, caller };
  } catch (error) {
    throw asConnectionProblem(error, profile);
  }
}

async function callerIdentity(client: STSClient): Promise<{ caller: string; accountId: string; partition: string }> {
  const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
  const partition = Arn?.split(':')[1];
  if (Account === undefined || Arn === undefined || partition === undefined)
    throw new ConnectionProblem('AWS did not say whose credentials these are. Check the endpoint.');
  return { caller: Arn, accountId: Account, partition };
}
