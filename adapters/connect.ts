import { ECSClient } from '@aws-sdk/client-ecs';
import { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { asConnectionProblem, ConnectionProblem } from './connection-problem.ts';
import { type CallRate, LiveIam } from './iam.ts';
import { rolesInUse as rolesOf } from './task-definitions.ts';

export interface ConnectionSettings {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Another server than AWS's; by default what the SDK's own settings say (`AWS_ENDPOINT_URL`). */
  readonly endpoint?: string | undefined;
  readonly rate?: CallRate | undefined;
}

/** An account, reached. */
export interface Connection {
  readonly iam: LiveIam;
  readonly accountId: string;
  readonly partition: string;
  /** `undefined` when neither the setting, the environment nor the profile names one. */
  readonly region: string | undefined;
  /** The roles that the region's current task definitions name, as they name them; `undefined` without a region. */
  rolesInUse(): Promise<ReadonlySet<string> | undefined>;
}

/** Signs the first call, and with it finds IAM's endpoint, where no region is set. */
const REGION_OF_GLOBAL_CALLS = 'us-east-1';

/** The defaults give up after three attempts, too early for IAM's throttling of a busy account. */
const PATIENCE = { maxAttempts: 10, retryMode: 'adaptive' } as const;

/**
 * Finds credentials as the AWS command line does and asks AWS whose they are.
 * @throws {ConnectionProblem}
 */
export async function connect(settings: ConnectionSettings): Promise<Connection> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const profile = settings.profile ?? process.env.AWS_PROFILE;
  try {
    const region = await regionOf(settings);
    const shared = sharedSettings(settings, region);
    const sts = new STSClient(shared);
    const { accountId, partition } = await callerIdentity(sts);
    const patient = { ...shared, ...PATIENCE, credentials: sts.config.credentials };
    const iam = new LiveIam(new IAMClient(patient), settings.rate);
    const rolesInUse = async () => (region === undefined ? undefined : rolesOf(new ECSClient(patient)));
    return { iam, accountId, partition, region, rolesInUse };
  } catch (error) {
    throw asConnectionProblem(error, profile);
  }
}

/** The SDK warns about its own future and about environments that name two identities; we say which account it is. */
const QUIET = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

function sharedSettings({ profile, endpoint }: ConnectionSettings, region: string | undefined) {
  return {
    logger: QUIET,
    region: region ?? REGION_OF_GLOBAL_CALLS,
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/** The SDK looks in the environment and the profile; only the command line's older variable is unknown to it. */
async function regionOf({ profile, region }: ConnectionSettings): Promise<string | undefined> {
  if (region !== undefined) return region;
  const client = new STSClient({ logger: QUIET, ...(profile === undefined ? {} : { profile }) });
  return (await client.config.region().catch(() => undefined)) ?? process.env.AWS_DEFAULT_REGION;
}

async function callerIdentity(client: STSClient): Promise<{ accountId: string; partition: string }> {
  const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
  const partition = Arn?.split(':')[1];
  if (Account === undefined || partition === undefined)
    throw new ConnectionProblem('AWS did not say whose credentials these are. Check the endpoint.');
  return { accountId: Account, partition };
}
