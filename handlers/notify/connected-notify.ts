import { awsClients } from '../../adapters/aws-clients.ts';
import { sharedSettings } from '../../adapters/client-settings.ts';
import { isThere } from '../../adapters/s3/is-there.ts';
import { objectBelow } from '../../adapters/s3/s3-place.ts';
import { RememberedAudits } from '../../adapters/state/remembered-audits.ts';
import { alertObject } from '../../adapters/state/s3-alert-store.ts';
import { S3StateStore } from '../../adapters/state/s3-state-store.ts';
import { stateCodec } from '../../controller/state/codec.ts';
import { printable } from '../../report/escaping/printable.ts';
import { channelsOnUse } from '../channels/channels-on-use.ts';
import { LATEST_PAGE } from '../channels/report-link.ts';
import { observer } from '../observing.ts';
import { knownOnceThere } from './known-once-there.ts';
import type { NotifyPorts } from './notify-ports.ts';
import { type NotifySettings, readNotifySettings } from './notify-settings.ts';

interface Connected {
  readonly ports: NotifyPorts;
  readonly settings: NotifySettings;
}

let warm: Promise<Connected> | undefined;

/** The settings, and the clients that they name: made once, and kept for as long as Lambda keeps the process. */
export function connectedNotify(functionArn: string): Promise<Connected> {
  warm ??= connect(functionArn);
  return warm;
}

async function connect(functionArn: string): Promise<Connected> {
  const settings = await readNotifySettings(process.env, functionArn);
  return { settings, ports: await portsOf(settings) };
}

async function portsOf({ account, state, audits, alerts, reports, channels }: NotifySettings): Promise<NotifyPorts> {
  const shared = sharedSettings({}, account.region);
  const clients = awsClients(shared);
  const client = await clients.s3();
  const warn = (why: string) => observer.warn('results of the audit', { why: printable(why) });
  const warnOfReport = (why: string) => observer.warn('newest report', { why: printable(why) });
  const remembered = new RememberedAudits({ client, below: audits, account: account.accountId, warn });
  return {
    state: new S3StateStore(client, state, stateCodec(account.accountId)),
    audits: () => remembered.now(),
    alerts: alertObject(client, alerts, account.accountId),
    channels: channelsOnUse(channels, clients, shared),
    hasReport: knownOnceThere(() => isThere(client, objectBelow(reports, LATEST_PAGE)), warnOfReport),
    clock: { now: () => new Date(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
  };
}
