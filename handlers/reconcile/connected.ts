import { SsmKillSwitch } from '../../adapters/kill-switch.ts';
import { knownAccount } from '../../adapters/known-account.ts';
import { S3StateStore } from '../../adapters/state/s3-state-store.ts';
import type { ControllerPorts } from '../../controller/ports.ts';
import { stateCodec } from '../../controller/state/codec.ts';
import { queueOnUse } from '../on-use/queue-on-use.ts';
import { specsOnUse } from '../on-use/specs-on-use.ts';
import { readSettings, type Settings } from './settings.ts';

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
    queue: queueOnUse(async () => {
      const { SqsRequestQueue } = await import('../../adapters/queue.ts');
      return new SqsRequestQueue(await clients.sqs(), settings.queueUrl);
    }),
    killSwitch: new SsmKillSwitch(ssm, settings.killSwitch),
  };
  return { ports, settings };
}
