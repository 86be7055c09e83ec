import { Command } from 'commander';
import { dryRun } from './notify/dry-run.ts';
import { addNotifyOptions, checkNotifyOptions, type NotifyOptions } from './notify/notify-options.ts';
import { sendTest } from './notify/send-test.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';

const EXAMPLES = `
Examples:
  rolecall notify --dry-run                                what would be said now, channel by channel
  rolecall notify --dry-run --channel '#orders' -o json    with the Block Kit of each message
  rolecall notify --dry-run --config rolecall.yml          by the routes of these guards
  rolecall notify --dry-run --account-file account.json --specs roles --audit orders.json
                                                           offline, on an exported account, before anything is deployed
  rolecall notify --test --secret /rolecall/slack --channel '#orders'
  rolecall notify --test --channel sns:arn:aws:sns:eu-west-1:111122223333:alerts

A dry run takes nothing as said before, and shows the channel "default" as one of Slack's. It tells what the deployed
controller and its audit know; with --account-file or --specs, what a single look finds, which changes nothing whatever
the mode. Where no bus is set, nobody gets "events". A test message has severity info, for subscriptions that filter.
ROLECALL_SLACK_API_URL takes a bot token to another API than Slack's, as for the functions: https://slack-gov.com/api/.

Exit status: 0 shown, or sent; 1 not sent, or something could not be read.`;

/** `rolecall notify`: what people would be told, or one test message. */
export function notifyCommand(io: Io, finish: Finish): Command {
  const command = new Command('notify')
    .description('Show what people would be told now, without sending it, or send one test message. Changes nothing on AWS.')
    .addHelpText('after', EXAMPLES)
    .action(async (options: NotifyOptions) => {
      checkNotifyOptions(options);
      finish(options.test ? await sendTest(options, io) : await dryRun(options, io));
    });
  return addNotifyOptions(command);
}
