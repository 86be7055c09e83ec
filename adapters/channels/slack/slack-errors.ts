import type { Failure } from '../failure.ts';

const INVITE = 'Check the name of the channel, and invite the app to it: /invite @rolecall.';
const REPORT = 'This is a fault of Rolecall: please report it with this message.';
const NEW_SECRET = 'Put a valid webhook URL or bot token into the parameter; no deployment is needed.';
const REDIRECTED = 'Its address redirects to another one, and a secret is not sent on. Put the address that answers by itself.';

/** What Slack's error words mean. @see https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const MEANINGS: Readonly<Record<string, readonly [remedy: Failure['remedy'], advice: string]>> = {
  account_inactive: ['secret', NEW_SECRET],
  invalid_auth: ['secret', NEW_SECRET],
  invalid_token: ['secret', NEW_SECRET],
  not_authed: ['secret', NEW_SECRET],
  no_active_hooks: ['secret', NEW_SECRET],
  no_service: ['secret', NEW_SECRET],
  no_service_id: ['secret', NEW_SECRET],
  no_team: ['secret', NEW_SECRET],
  team_disabled: ['secret', NEW_SECRET],
  token_expired: ['secret', NEW_SECRET],
  token_revoked: ['secret', NEW_SECRET],
  channel_not_found: ['secret', INVITE],
  not_in_channel: ['never', INVITE],
  channel_is_archived: ['secret', 'Unarchive the channel, or name another one in the routes.'],
  is_archived: ['never', 'Unarchive the channel, or name another one in the routes.'],
  missing_scope: ['never', 'Give the app the scope chat:write, and install it again.'],
  action_prohibited: ['never', 'Ask an administrator of the workspace to let the app post there.'],
  restricted_action: ['never', 'Ask an administrator of the workspace to let the app post there.'],
  posting_to_general_channel_denied: ['never', 'Ask an administrator of the workspace to let the app post there.'],
  invalid_blocks: ['layout', REPORT],
  invalid_blocks_format: ['layout', REPORT],
  invalid_payload: ['layout', REPORT],
  msg_blocks_too_long: ['layout', REPORT],
  msg_too_long: ['layout', REPORT],
  no_text: ['layout', REPORT],
  thread_not_found: ['thread', REPORT],
  message_not_found: ['thread', REPORT],
  cannot_reply_to_message: ['thread', REPORT],
  invalid_thread_ts: ['thread', REPORT],
  restricted_action_non_threadable_channel: ['thread', REPORT],
  restricted_action_thread_locked: ['thread', REPORT],
  thread_locked: ['thread', REPORT],
  fatal_error: ['again', 'It stays for the next run.'],
  internal_error: ['again', 'It stays for the next run.'],
  message_limit_exceeded: ['again', 'It stays for the next run.'],
  ratelimited: ['again', 'It stays for the next run.'],
  rate_limited: ['again', 'It stays for the next run.'],
  request_timeout: ['again', 'It stays for the next run.'],
  rollup_error: ['again', 'It stays for the next run.'],
  service_unavailable: ['again', 'It stays for the next run.'],
};

/** Words that say of a channel that it is not there, or not for us. */
const CLOSED: readonly string[] = [
  'channel_not_found',
  'not_in_channel',
  'channel_is_archived',
  'is_archived',
  'restricted_action',
  'posting_to_general_channel_denied',
];

/** What Slack's own word for an error means. @param word of Slack's answer, which may be anything */
export function slackRefusal(word: string): Failure {
  const known = word.trim();
  const meaning = Object.hasOwn(MEANINGS, known) ? MEANINGS[known] : undefined;
  if (meaning !== undefined) {
    const reason = `Slack refused the message (${known}). ${meaning[1]}`;
    return { reason, remedy: meaning[0], ...(CLOSED.includes(known) ? { isClosed: true } : {}) };
  }
  const name = /^[a-z]+(?:_[a-z]+){0,6}$/.test(known) && known.length <= 50 ? ` (${known})` : '';
  return {
    reason: `Slack refused the message${name}. Look the word up in Slack's documentation of chat.postMessage.`,
    remedy: 'message',
  };
}

/** What became of a request that Slack did not take. @param after milliseconds, as Slack asked */
export function slackStatus(status: number, body: string, after: number | undefined): Failure {
  const seconds = after === undefined ? '' : ` for ${Math.ceil(after / 1000)} seconds`;
  if (status === 429)
    return {
      reason: `Slack asks to wait${seconds}. It stays for the next run.`,
      remedy: 'again',
      ...(after === undefined ? {} : { after }),
    };
  if (status >= 500) return { reason: `Slack failed with status ${status}. It stays for the next run.`, remedy: 'again' };
  if (Object.hasOwn(MEANINGS, body.trim())) return slackRefusal(body);
  if (status >= 300 && status < 400)
    return { reason: `Slack refused the message (status ${status}). ${REDIRECTED}`, remedy: 'secret' };
  if ([401, 403, 404, 410].includes(status))
    return { reason: `Slack refused the message (status ${status}). ${NEW_SECRET}`, remedy: 'secret' };
  return { reason: `Slack refused the message (status ${status}). ${REPORT}`, remedy: status === 400 ? 'layout' : 'message' };
}

/** A connection that did not come about, broke, or fell silent: the message may have arrived all the same. */
export function unanswered(host: string, why: string): Failure {
  const because = why === '' ? '' : ` (${why})`;
  return { reason: `Slack did not answer at ${host}${because}. It stays for the next run.`, remedy: 'again', mayBeTaken: true };
}
