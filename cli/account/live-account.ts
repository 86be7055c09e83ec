import type { Connection } from '../../adapters/known-account.ts';
import type { TaskDefinitionReader } from '../../controller/audit/ports.ts';
import type { IamApi } from '../../iam/api.ts';
import type { TaskDefinitions } from '../../reconciler/ports.ts';
import type { ControllerAccess } from '../controller/controller-access.ts';

/** The account of the user's credentials, and the controllers deployed there. */
export interface LiveAccount extends ControllerAccess, TaskDefinitions {
  readonly iam: IamApi;
  readonly partition: string;
  /** What describes task definitions; a new one for each audit. */
  taskDefinitionReader(): Promise<TaskDefinitionReader>;
}

export interface LiveSettings {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

/** What few commands need is loaded when they ask for it. */
function controllerAccess({ clients, accountId, caller, region }: Connection & { readonly caller: string }): ControllerAccess {
  return {
    accountId,
    caller,
    region,
    deployment: async (name) => {
      const { lookUpDeployment } = await import('../controller/look-up-deployment.ts');
      return lookUpDeployment(await clients.ssm(), name);
    },
    stateStore: async (location, account) => {
      const { liveStateStore } = await import('../controller/live-state-store.ts');
      return liveStateStore(await clients.s3(), location, account);
    },
    auditStore: async (location, account) => {
      const { liveAuditStore } = await import('../controller/live-audit-store.ts');
      return liveAuditStore(await clients.s3(), location, account);
    },
    queue: async (url) => {
      const { SqsRequestQueue } = await import('../../adapters/queue.ts');
      return new SqsRequestQueue(await clients.sqs(), url);
    },
    killSwitch: async (name) => {
      const { SsmKillSwitch } = await import('../../adapters/kill-switch.ts');
      return new SsmKillSwitch(await clients.ssm(), name);
    },
  };
}

/**
 * Finds credentials as the AWS command line does. The SDK is loaded only here, so that offline commands start fast.
 * @throws a `ConnectionProblem`, which says what to do next.
 */
export async function connectLive({ profile, region }: LiveSettings): Promise<LiveAccount> {
  const { connect } = await import('../../adapters/connect.ts');
  const connection = await connect({ profile, region });
  const { iam, partition, clients } = connection;
  const taskDefinitionReader = async () => {
    const { EcsTaskDefinitions } = await import('../../adapters/ecs/ecs-task-definitions.ts');
    return new EcsTaskDefinitions((regional) => clients.ecs(regional));
  };
  return { iam, partition, rolesInUse: () => connection.rolesInUse(), taskDefinitionReader, ...controllerAccess(connection) };
}
