import type { AwsClients } from '../adapters/aws-clients.ts';
import { SsmKillSwitch } from '../adapters/kill-switch.ts';
import { knownAccount } from '../adapters/known-account.ts';
import { S3StateStore } from '../adapters/state/s3-state-store.ts';
import type { ControllerPorts, RequestQueue } from '../controller/ports.ts';
import { stateCodec } from '../controller/state/codec.ts';
import { readSettings, type Settings } from './settings.ts';
import { specsOnUse } from './specs-on-use.ts';

interface Connected {
  readonly ports: ControllerPorts;
  readonly settings: Settings;
}

let warm: Promise<Connected> | undefined;

/** The settings, and the clients that they name: made once, and kept for as long as Lambda keeps the process. */
export function connected(functionArn: string): Promise<Connected> {
  warm ??= connect(functionArn);
  return warm;
}

async function connect(functionArn: string): Promise<Connected> {
  const settings = await readSettings(process.env, functionArn);
  const { iam, clients, rolesInUse } = knownAccount(settings.account);
  const [s3, ssm] = await Promise.all([clients.s3(), clients.ssm()]);
  const ports: ControllerPorts = {
    iam,
    taskDefinitions: { rolesInUse },
    clock: { now: () => new Date(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
    state: new S3StateStore(s3, settings.state, stateCodec(settings.account.accountId)),
    ...specsOnUse(settings.specs, clients, settings.state),
    queue: queueOnUse(clients, settings.queueUrl),
    killSwitch: new SsmKillSwitch(ssm, settings.killSwitch),
  };
  return { ports, settings };
}

/** Most runs put nothing back, so neither SQS's client nor the code around it is loaded before. */
function queueOnUse({ sqs }: Pick<AwsClients, 'sqs'>, url: string): RequestQueue {
  return {
    send: async (request, delaySeconds) => {
      const { SqsRequestQueue } = await import('../adapters/queue.ts');
      await new SqsRequestQueue(await sqs(), url).send(request, delaySeconds);
    },
  };
}
