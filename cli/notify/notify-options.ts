import type { Command } from 'commander';
import { isSecretName, isSlackChannel, topicArn } from '../../adapters/channels/channel-names.ts';
import { DEFAULT_CHANNEL, EVENTS_CHANNEL } from '../../controller/alerts/routing.ts';
import { isRegionName } from '../../iam/region-name.ts';
import { addControllerOptions, type ControllerFormat, type ControllerOptions } from '../controller/options.ts';
import { addConfigOption, addExportOptions, addSpecsOption } from '../input/options.ts';
import { UserError } from '../terminal/user-error.ts';

export interface NotifyOptions extends ControllerOptions {
  readonly format: ControllerFormat;
  readonly dryRun?: true;
  readonly test?: true;
  readonly secret?: string;
  readonly channel?: string;
  readonly config?: string;
  readonly state?: string;
  readonly accountFile: readonly string[];
  readonly accountId?: string;
  readonly specs: readonly string[];
  /** Task definitions, as `audit` takes them. */
  readonly audit?: readonly string[];
}

/** All that `rolecall notify` knows. */
export function addNotifyOptions(command: Command): Command {
  const own = command
    .option('--dry-run', 'print what would be said; with --format json exactly as it would be sent')
    .option('--test', 'send one message that is clearly marked as a test')
    .option('--secret <PARAMETER>', "the SSM parameter that holds Slack's webhook, webhooks or bot token; with --test")
    .option('--channel <NAME>', "only this one, as the guards' routes name it: default, #name, sns:ARN, or events")
    .option('--state <LOCATION>', 'where the state lies (s3://bucket/controller), without looking the deployment up')
    .option('--audit <TASK-DEFINITIONS...>', 'with --account-file or --specs: look for findings in these as well');
  return addExportOptions(addSpecsOption(addConfigOption(addControllerOptions(own))));
}

/** Whether the account is to be looked at now, instead of what the deployed controller knows. */
export function isNow({ accountFile, specs }: Pick<NotifyOptions, 'accountFile' | 'specs'>): boolean {
  return accountFile.length > 0 || specs.length > 0;
}

/** Refuses what cannot be meant. What may be a secret in the wrong place is not repeated. @throws {UserError} */
export function checkNotifyOptions(options: NotifyOptions): void {
  const { dryRun, test } = options;
  if (dryRun === test)
    throw new UserError(
      `Give --dry-run to see what would be said, or --test to send one test message${dryRun ? ', not both' : ''}. See rolecall notify --help.`,
    );
  checkRegion(options);
  checkChannel(options);
  if (test) checkTest(options);
  else checkDryRun(options);
}

/** Commands to paste name it, and nothing else would find a slip of the keys where AWS is not asked. */
function checkRegion({ region }: NotifyOptions): void {
  if (region === undefined || isRegionName(region)) return;
  throw new UserError('--region takes the name of a region, as in eu-west-1. What was given is none.');
}

function checkChannel({ channel = DEFAULT_CHANNEL }: NotifyOptions): void {
  if (isSlackChannel(channel) || topicArn(channel) !== undefined) return;
  const isShown = /^sns:(?!.*xox)[\w:-]+$/.test(channel);
  if (channel.startsWith('sns:'))
    throw new UserError(`--channel${isShown ? ` ${channel}` : ''} is no topic. Write sns:arn:aws:sns:REGION:ACCOUNT:NAME.`);
  throw new UserError('--channel takes the name of a channel: default, #name or sns:ARN. What was given is none.');
}

function checkDryRun({ secret, state, audit, ...options }: NotifyOptions): void {
  if (secret !== undefined) throw new UserError('--secret goes with --test. A dry run sends nothing, so it needs no secret.');
  if (state !== undefined && (isNow(options) || audit !== undefined))
    throw new UserError(
      '--state reads what the controller knows; --account-file, --specs and --audit look at the account now. Give one or the other.',
    );
  if (audit !== undefined && !isNow(options))
    throw new UserError(
      '--audit goes with --account-file or --specs. Without them the findings are those that the deployed audit keeps.',
    );
  if (audit === undefined && isNow(options) && options.specs.length === 0)
    throw new UserError('Give what is to be compared with the export: --specs, --audit, or both.');
}

function checkTest(options: NotifyOptions): void {
  const { secret, channel = DEFAULT_CHANNEL, config, state, format, audit } = options;
  if (config !== undefined || state !== undefined || format === 'json' || audit !== undefined || isNow(options))
    throw new UserError(
      '--config, --state, --format json, --account-file, --specs and --audit go with --dry-run. A test needs --secret and --channel only.',
    );
  if (channel === EVENTS_CHANNEL)
    throw new UserError(
      'The channel "events" is for machines, and takes no test message. Test a pattern with "aws events test-event-pattern".',
    );
  if (topicArn(channel) === undefined) checkSecret(secret);
  else if (secret !== undefined) throw new UserError("--secret is for a channel of Slack's; a topic needs none.");
}

function checkSecret(secret: string | undefined): void {
  if (secret === undefined)
    throw new UserError(
      "Give the SSM parameter that holds Slack's secret with --secret, or --channel sns:ARN. See rolecall notify --help.",
    );
  if (!isSecretName(secret))
    throw new UserError(
      '--secret takes the name of an SSM parameter, as in /rolecall/slack, and never the secret itself. What was given is no such name.',
    );
}
