import type { Channel, Channels } from '../../controller/alerts/alert-ports.ts';
import { DEFAULT_CHANNEL, EVENTS_CHANNEL } from '../../controller/alerts/routing.ts';
import type { ClientSettings } from '../client-settings.ts';
import { topicArn } from './channel-names.ts';
import { type Patience, shareOf } from './patience.ts';
import type { SlackBotSettings } from './slack/slack-bot.ts';
import type { SsmSecret } from './ssm-secret.ts';
import { withThreadsOf } from './threads-of-place.ts';
import type { Wording } from './wording.ts';

export interface ChannelSettings {
  /** Slack's secret, made once so that it is kept from run to run; `undefined`: no Slack. */
  readonly secret: SsmSecret | undefined;
  /** What the channel `default` means: `#name` or `sns:ARN`; `undefined`: the secret's only or default webhook. */
  readonly defaultChannel: string | undefined;
  /** The bus of the channel `events`, its name or ARN; `undefined`: machines are not told. */
  readonly eventBus: string | undefined;
  /** Of the clients of SNS and EventBridge. */
  readonly client: ClientSettings;
  readonly wording: Wording;
  readonly patience: Patience;
  readonly slack?: SlackBotSettings;
}

/** Nobody asked for events: they are no less told than asked for. */
const UNASKED: Channel = { send: async () => ({ sent: true, threads: {} }) };

/**
 * The channels of a deployment, by the names that routes use: `default`, `#name`, `sns:ARN`, and `events` for machines.
 * What a channel needs is loaded when it is first opened.
 */
export function openChannels(settings: ChannelSettings): Channels {
  const { defaultChannel: place } = settings;
  return {
    open: (name, others = 0) => {
      const own = { ...settings, patience: shareOf(settings.patience, others) };
      return name === DEFAULT_CHANNEL && place !== undefined ? openedDefault(place, own) : opened(name, own);
    },
  };
}

async function openedDefault(place: string, settings: ChannelSettings): Promise<Channel | undefined> {
  const channel = await opened(place, settings);
  return channel && withThreadsOf(place, channel);
}

async function opened(name: string, { client, wording, eventBus, ...settings }: ChannelSettings): Promise<Channel | undefined> {
  if (name === EVENTS_CHANNEL) {
    if (eventBus === undefined) return UNASKED;
    const { eventBridgeChannel } = await import('./aws/event-bridge-client.ts');
    return eventBridgeChannel(client, eventBus, wording, settings.patience);
  }
  const topic = topicArn(name);
  if (topic !== undefined) {
    const { snsChannel } = await import('./aws/sns-client.ts');
    return snsChannel(client, topic, wording, settings.patience);
  }
  return name.startsWith('sns:') ? undefined : slackChannel(name, wording, settings);
}

async function slackChannel(
  name: string,
  wording: Wording,
  { secret, patience, slack = {} }: Pick<ChannelSettings, 'secret' | 'patience' | 'slack'>,
): Promise<Channel | undefined> {
  if (secret === undefined) return undefined;
  const { SlackChannel } = await import('./slack/slack-channel.ts');
  const { slackPosters } = await import('./slack/slack-posters.ts');
  return new SlackChannel(slackPosters(secret, name, slack), wording, patience);
}
