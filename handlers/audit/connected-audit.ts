import { EcsTaskDefinitions } from '../../adapters/ecs/ecs-task-definitions.ts';
import { whyNotDescribedForGood } from '../../adapters/ecs/why-not-described-for-good.ts';
import { knownAccount } from '../../adapters/known-account.ts';
import { objectBelow } from '../../adapters/s3/s3-place.ts';
import { S3AuditStore } from '../../adapters/state/s3-audit-store.ts';
import type { AuditPorts } from '../../controller/audit/state/store-ports.ts';
import { queueOnUse } from '../on-use/queue-on-use.ts';
import { specsOnUse } from '../on-use/specs-on-use.ts';
import { type AuditSettings, readAuditSettings } from './audit-settings.ts';

interface Connected {
  readonly ports: AuditPorts;
  readonly settings: AuditSettings;
}

let warm: Promise<Connected> | undefined;

/** The settings, and the clients that they name: made once, and kept for as long as Lambda keeps the process. */
export function connectedAudit(functionArn: string): Promise<Connected> {
  warm ??= connect(functionArn);
  return warm;
}

async function connect(functionArn: string): Promise<Connected> {
  const settings = await readAuditSettings(process.env, functionArn);
  const { iam, clients } = knownAccount(settings.account);
  const ports: AuditPorts = {
    iam,
    taskDefinitions: () => new EcsTaskDefinitions(clients.ecs, whyNotDescribedForGood),
    clock: { now: () => new Date(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
    store: new S3AuditStore(await clients.s3(), settings.audits, settings.account.accountId),
    ...specsOnUse(settings.specs, clients, objectBelow(settings.audits, 'cache')),
    queue: queueOnUse(async () => {
      const { SqsAuditQueue } = await import('../../adapters/audit-queue.ts');
      return new SqsAuditQueue(await clients.sqs(), settings.queueUrl);
    }),
    audit: async (run) => (await import('./auditing.ts')).runAudit(run),
  };
  return { ports, settings };
}
