import * as z from 'zod/mini';
import {
  isEventBus,
  isSecretName,
  isSlackApi,
  isSlackChannel,
  SLACK_API_ADVICE,
  topicArn,
} from '../../adapters/channels/channel-names.ts';
import { optional } from '../environment/variable.ts';

/** Where people and machines are told, as it is set from outside. */
export interface ChannelSettings {
  /** The SSM parameter with Slack's secret; `undefined`: no Slack. */
  readonly slackSecret: string | undefined;
  /** What the channel `default` means: `#name` or `sns:ARN`; `undefined`: the secret's own or default webhook. */
  readonly alertChannel: string | undefined;
  /** Name or ARN; `undefined`: machines are not told. */
  readonly eventBus: string | undefined;
  /** Another API than Slack's. */
  readonly slackApiUrl: string | undefined;
}

/** The environment's variables of channels; each problem is what to write. */
export const channelVariables = {
  ROLECALL_SLACK_SECRET: optional(
    "write the name of the SSM parameter that holds Slack's secret, as in /rolecall/slack, and never the secret itself",
    one(isSecretName),
  ),
  ROLECALL_ALERT_CHANNEL: optional(
    'write what the channel "default" means, as in #iam-drift or sns:arn:aws:sns:REGION:ACCOUNT:NAME',
    one((text) => isSlackChannel(text) || topicArn(text) !== undefined),
  ),
  ROLECALL_EVENT_BUS: optional(
    'write the name or the ARN of the event bus that is told everything, as in default',
    one(isEventBus),
  ),
  ROLECALL_SLACK_API_URL: optional(SLACK_API_ADVICE, one(isSlackApi)),
};

type Data = { readonly [Name in keyof typeof channelVariables]: z.output<(typeof channelVariables)[Name]> };

/** Without a secret nobody would hear in a channel of Slack's. */
export const slackHasSecret = z.refine<Data>(
  ({ ROLECALL_ALERT_CHANNEL: channel, ROLECALL_SLACK_SECRET: secret }) =>
    channel == null || topicArn(channel) !== undefined || secret != null,
  {
    path: ['ROLECALL_ALERT_CHANNEL'],
    error:
      "it is a channel of Slack's, so set ROLECALL_SLACK_SECRET too, or write a topic, as in sns:arn:aws:sns:REGION:ACCOUNT:NAME",
  },
);

/** What the variables say, once they are checked. */
export function channelSettingsOf(data: Data): ChannelSettings {
  return {
    slackSecret: data.ROLECALL_SLACK_SECRET ?? undefined,
    alertChannel: data.ROLECALL_ALERT_CHANNEL ?? undefined,
    eventBus: data.ROLECALL_EVENT_BUS ?? undefined,
    slackApiUrl: data.ROLECALL_SLACK_API_URL ?? undefined,
  };
}

function one(isMeant: (text: string) => boolean): (text: string) => string | undefined {
  return (text) => (isMeant(text) ? text : undefined);
}
