import { awsClients } from '../../adapters/aws-clients.ts';
import { openChannels } from '../../adapters/channels/open-channels.ts';
import type { Patience } from '../../adapters/channels/patience.ts';
import { SsmSecret } from '../../adapters/channels/ssm-secret.ts';
import type { Wording } from '../../adapters/channels/wording.ts';
import { sharedSettings } from '../../adapters/client-settings.ts';
import type { Channels } from '../../controller/alerts/alert-ports.ts';
import type { LiveSettings } from '../account/live-account.ts';

/** The channels as the user's credentials reach them. @param secret the SSM parameter with Slack's; `undefined`: no Slack */
export function liveChannels(settings: LiveSettings, secret: string | undefined, wording: Wording, patience: Patience): Channels {
  const client = sharedSettings(settings, settings.region);
  return openChannels({
    secret: secret === undefined ? undefined : new SsmSecret(awsClients(client).ssm, secret),
    defaultChannel: undefined,
    eventBus: undefined,
    client,
    wording,
    patience,
  });
}
