import { awsClients } from '../../adapters/aws-clients.ts';
import { sharedSettings } from '../../adapters/client-settings.ts';
import { objectBelow } from '../../adapters/s3/s3-place.ts';
import { S3AuditStore } from '../../adapters/state/s3-audit-store.ts';
import { S3ReportStore } from '../../adapters/state/s3-report-store.ts';
import { S3StateStore } from '../../adapters/state/s3-state-store.ts';
import { stateCodec } from '../../controller/state/codec.ts';
import { channelsOnUse } from '../channels/channels-on-use.ts';
import type { ReportWorld } from './report-ports.ts';
import { type ReportSettings, readReportSettings } from './report-settings.ts';

interface Connected {
  readonly world: ReportWorld;
  readonly settings: ReportSettings;
}

let warm: Promise<Connected> | undefined;

/** The settings, and the clients that they name: made once, and kept for as long as Lambda keeps the process. */
export function connectedReport(functionArn: string): Promise<Connected> {
  warm ??= connect(functionArn);
  return warm;
}

async function connect(functionArn: string): Promise<Connected> {
  const settings = await readReportSettings(process.env, functionArn);
  return { settings, world: await worldOf(settings) };
}

async function worldOf({ account, state, audits, reports, channels }: ReportSettings): Promise<ReportWorld> {
  const shared = sharedSettings({}, account.region);
  const clients = awsClients(shared);
  const client = await clients.s3();
  return {
    state: new S3StateStore(client, state, stateCodec(account.accountId)),
    audits: new S3AuditStore(client, audits, account.accountId),
    reports: new S3ReportStore(client, reports, account.accountId),
    channels: channelsOnUse(channels, clients, shared),
    presigned: async (file, seconds) => {
      const { presignedUrl } = await import('../../adapters/s3/presigned-url.ts');
      return presignedUrl(client, objectBelow(reports, file), seconds);
    },
    clock: { now: () => new Date(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
  };
}
