import type { AwsClients } from '../../adapters/aws-clients.ts';
import type { Patience } from '../../adapters/channels/patience.ts';
import type { SsmSecret } from '../../adapters/channels/ssm-secret.ts';
import type { Wording } from '../../adapters/channels/wording.ts';
import type { ClientSettings } from '../../adapters/client-settings.ts';
import type { Channels } from '../../controller/alerts/alert-ports.ts';
import type { ChannelSettings } from './channel-settings.ts';

/** The channels for one run. What a channel needs is loaded when something is said there. */
export type ChannelsOnUse = (wording: () => Promise<Wording>, patience: Patience) => Channels;

/**
 * Made once for as long as Lambda keeps the process, and Slack's secret with it: it is read again as it gets old or is refused.
 * @param client of the clients of SNS and EventBridge
 */
export function channelsOnUse(
  { slackSecret, alertChannel, eventBus, slackApiUrl }: ChannelSettings,
  clients: Pick<AwsClients, 'ssm'>,
  client: ClientSettings,
): ChannelsOnUse {
  let kept: Promise<SsmSecret> | undefined;
  const secretOnUse = (name: string) => {
    kept ??= import('../../adapters/channels/ssm-secret.ts').then((module) => new module.SsmSecret(clients.ssm, name));
    return kept;
  };
  const settings = { defaultChannel: alertChannel, eventBus, client, slack: { url: slackApiUrl } };
  return (wordingOnUse, patience) => ({
    open: async (name, others) => {
      const { openChannels } = await import('../../adapters/channels/open-channels.ts');
      const secret = slackSecret === undefined ? undefined : await secretOnUse(slackSecret);
      return openChannels({ ...settings, secret, wording: await wordingOnUse(), patience }).open(name, others);
    },
  });
}
