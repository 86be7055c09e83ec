import { DEFAULT_CHANNEL } from '../../../controller/alerts/routing.ts';
import { type Failure, NotPosted } from '../failure.ts';
import type { SsmSecret } from '../ssm-secret.ts';
import { SlackBot, type SlackBotSettings } from './slack-bot.ts';
import type { FindPoster } from './slack-channel.ts';
import type { SlackPoster } from './slack-poster.ts';
import { bareName, type SlackSecret, slackSecret } from './slack-secret.ts';
import { SlackWebhook } from './slack-webhook.ts';

/**
 * What posts to a channel of Slack's, by what the secret holds at that moment. One webhook takes everything; of many, the one of the
 * channel's name, else the default one.
 * @param channel as the guards' routes name it
 */
export function slackPosters(secret: SsmSecret, channel: string, settings: SlackBotSettings): FindPoster {
  let made: { readonly text: string; readonly poster: SlackPoster } | undefined;
  return async (isStale) => {
    const text = await secret.read(isStale);
    if (made?.text !== text) made = { text, poster: posterOf(understood(secret, text), secret, channel, settings) };
    return made.poster;
  };
}

function understood(secret: SsmSecret, text: string): SlackSecret {
  const known = slackSecret(text);
  if (known !== undefined) return known;
  secret.forget();
  return refuse(
    `The SSM parameter ${secret.name} holds no secret of Slack's. Put a webhook URL into it, a bot token (xoxb-…), or a JSON object of channel names to webhook URLs.`,
  );
}

function posterOf(known: SlackSecret, secret: SsmSecret, channel: string, settings: SlackBotSettings): SlackPoster {
  if (known.kind === 'token') return botOf(known.token, channel, settings);
  const url = known.kind === 'webhook' ? known.url : (known.urls.get(bareName(channel)) ?? known.urls.get(DEFAULT_CHANNEL));
  if (url !== undefined) return new SlackWebhook(url, settings.timeout);
  secret.forget();
  return refuse(
    `There is no webhook for the channel ${channel} in the SSM parameter ${secret.name}, and none for "default". Add one of them to its JSON object.`,
    { isClosed: true },
  );
}

/** A token opens many channels, so that it takes a name. */
function botOf(token: string, channel: string, settings: SlackBotSettings): SlackPoster {
  if (channel !== DEFAULT_CHANNEL) return new SlackBot(token, channel, settings);
  return refuse('A bot token takes the name of a channel. Set the default channel of the deployment, as in #iam-drift.');
}

function refuse(reason: string, more: Pick<Failure, 'isClosed'> = {}): never {
  throw new NotPosted({ reason, remedy: 'never', ...more });
}
