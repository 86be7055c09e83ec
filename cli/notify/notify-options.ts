import type { Command } from 'commander';
import { DEFAULT_CHANNEL, EVENTS_CHANNEL } from '../../controller/alerts/routing.ts';
import { addControllerOptions, type ControllerFormat, type ControllerOptions } from '../controller/options.ts';
import { addConfigOption } from '../input/options.ts';
import { UserError } from '../terminal/user-error.ts';

export interface NotifyOptions extends ControllerOptions {
  readonly format: ControllerFormat;
  readonly dryRun?: true;
  readonly test?: true;
  readonly secret?: string;
  readonly channel?: string;
  readonly config?: string;
  readonly state?: string;
}

/** All that `rolecall notify` knows. */
export function addNotifyOptions(command: Command): Command {
  const own = command
    .option('--dry-run', 'print what would be said, exactly as it would be sent')
    .option('--test', 'send one message that is clearly marked as a test')
    .option('--secret <PARAMETER>', "the SSM parameter that holds Slack's webhook, webhooks or bot token; with --test")
    .option('--channel <NAME>', "only this one, as the guards' routes name it: default, #name, sns:ARN, or events")
    .option('--state <LOCATION>', 'where the state lies (s3://bucket/controller), without looking the deployment up');
  return addConfigOption(addControllerOptions(own));
}

/** As SSM names its parameters, with a version or label. */
const PARAMETER = /^(?!xox)(?:arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter)?(?:\/[\w./+=@-]+|[\w.-]+)(?::[\w.-]+)?$/i;
const SLACK_CHANNEL = /^(?!xox)#?[\p{L}\p{M}\p{N}_.-]{1,80}$/iu;

/** Refuses what cannot be meant. What may be a secret in the wrong place is not repeated. @throws {UserError} */
export function checkNotifyOptions(options: NotifyOptions): void {
  const { dryRun, test, secret } = options;
  if (dryRun === test)
    throw new UserError(
      `Give --dry-run to see what would be said, or --test to send one test message${dryRun ? ', not both' : ''}. See rolecall notify --help.`,
    );
  if (test) checkTest(options);
  else if (secret !== undefined)
    throw new UserError('--secret goes with --test. A dry run sends nothing, so it needs no secret.');
}

function checkTest({ secret, channel = DEFAULT_CHANNEL, config, state, format }: NotifyOptions): void {
  if (config !== undefined || state !== undefined || format === 'json')
    throw new UserError('--config, --state and --format json go with --dry-run. A test needs --secret and --channel only.');
  if (channel === EVENTS_CHANNEL)
    throw new UserError(
      'The channel "events" is for machines, and takes no test message. Test a pattern with "aws events test-event-pattern".',
    );
  if (!channel.startsWith('sns:')) checkSlack(secret, channel);
}

function checkSlack(secret: string | undefined, channel: string): void {
  if (!SLACK_CHANNEL.test(channel))
    throw new UserError('--channel takes the name of a channel: default, #name or sns:ARN. What was given is none.');
  if (secret === undefined)
    throw new UserError(
      "Give the SSM parameter that holds Slack's secret with --secret, or --channel sns:ARN. See rolecall notify --help.",
    );
  if (!PARAMETER.test(secret))
    throw new UserError(
      '--secret takes the name of an SSM parameter, as in /rolecall/slack, and never the secret itself. What was given is no such name.',
    );
}
