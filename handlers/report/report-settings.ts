import * as z from 'zod/mini';
import { isSlackChannel, topicArn } from '../../adapters/channels/channel-names.ts';
import { EVENTS_CHANNEL } from '../../controller/alerts/routing.ts';
import type { Guards, SpecContext } from '../../specs/types.ts';
import { type ChannelSettings, channelSettingsOf, channelVariables, slackHasSecret } from '../channels/channel-settings.ts';
import { type KeptSettings, keptSettingsOf, keptVariables } from '../channels/kept-settings.ts';
import { checkedEnvironment, type Environment } from '../environment/checked-environment.ts';
import { listOf, UNSHOWN, variable } from '../environment/variable.ts';

/** All that is set from outside. */
export interface ReportSettings extends KeptSettings {
  readonly account: SpecContext;
  readonly guards: Guards;
  readonly channels: ChannelSettings;
  /** Where people are told of each report, and machines, as routes name them. */
  readonly reportChannels: readonly string[];
  /** For how long a link opens a report to whoever has it; `null`: AWS asks who one is. */
  readonly linkHours: number | null;
}

const variables = z
  .object({
    ...keptVariables,
    ...channelVariables,
    ROLECALL_REPORT_CHANNELS: variable(
      'write the channels that are told of each report, separated by commas, as in default,#iam-drift, or leave it out for default',
      (text = 'default') => listOf(isChannel)(text),
      UNSHOWN,
    ),
    ROLECALL_REPORT_LINK: variable(
      'write console, or presigned: and the hours from 1 to 12 for which a link opens the report to whoever has it, or leave it out for console',
      linkHours,
    ),
  })
  .check(slackHasSecret);

function isChannel(name: string): boolean {
  return isSlackChannel(name) || topicArn(name) !== undefined;
}

/** What nothing else says: 0 stands for none. */
function linkHours(text = 'console'): number | undefined {
  if (text === 'console') return 0;
  const [, hours] = /^presigned:([1-9]|1[0-2])$/.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours);
}

/**
 * Reads the environment, the function's own ARN and the packaged guards.
 * @throws {WrongSettings} with everything that is wrong, at once
 */
export async function readReportSettings(environment: Environment, functionArn: string): Promise<ReportSettings> {
  const { data, guards, account } = await checkedEnvironment(variables, environment, functionArn);
  const channels = channelSettingsOf(data);
  return {
    account,
    guards,
    ...keptSettingsOf(data),
    channels,
    reportChannels: [...data.ROLECALL_REPORT_CHANNELS, ...(channels.eventBus === undefined ? [] : [EVENTS_CHANNEL])],
    linkHours: data.ROLECALL_REPORT_LINK || null,
  };
}
