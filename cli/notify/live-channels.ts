import { awsClients } from '../../adapters/aws-clients.ts';
import { openChannels } from '../../adapters/channels/open-channels.ts';
import type { Patience } from '../../adapters/channels/patience.ts';
import { bareName, slackSecret } from '../../adapters/channels/slack/slack-secret.ts';
import { SsmSecret } from '../../adapters/channels/ssm-secret.ts';
import type { Wording } from '../../adapters/channels/wording.ts';
import { sharedSettings } from '../../adapters/client-settings.ts';
import type { Channel } from '../../controller/alerts/alert-ports.ts';
import type { LiveSettings } from '../account/live-account.ts';

export interface SlackSettings {
  /** The SSM parameter with Slack's secret; `undefined`: no Slack. */
  readonly secret: string | undefined;
  /** Another API than Slack's. */
  readonly api: string | undefined;
}

export interface LiveChannel {
  readonly channel: Channel | undefined;
  /** Which webhook takes what is sent, asked once it was: one for all channels, or that of this one; `undefined`: none does. */
  webhook(): Promise<'only' | 'own' | undefined>;
}

/** One channel as the user's credentials reach it. */
export async function liveChannel(
  name: string,
  settings: LiveSettings,
  slack: SlackSettings,
  wording: Wording,
  patience: Patience,
): Promise<LiveChannel> {
  const client = sharedSettings(settings, settings.region);
  const secret = slack.secret === undefined ? undefined : new SsmSecret(awsClients(client).ssm, slack.secret);
  const channels = openChannels({
    ...{ secret, client, wording, patience, slack: { url: slack.api } },
    ...{ defaultChannel: undefined, eventBus: undefined },
  });
  return {
    channel: await channels.open(name),
    webhook: async () => {
      const known = secret === undefined ? undefined : slackSecret(await secret.read(false));
      if (known === undefined || known.kind === 'token') return undefined;
      return known.kind === 'webhooks' && known.urls.has(bareName(name)) ? 'own' : 'only';
    },
  };
}
