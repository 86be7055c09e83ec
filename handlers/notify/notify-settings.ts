import * as z from 'zod/mini';
import { type S3Place, s3PlaceOf } from '../../adapters/s3/s3-place.ts';
import type { LifeSettings } from '../../controller/alerts/life-policy.ts';
import type { Guards, SpecContext } from '../../specs/types.ts';
import { type ChannelSettings, channelSettingsOf, channelVariables, slackHasSecret } from '../channels/channel-settings.ts';
import { type KeptSettings, keptSettingsOf, keptVariables } from '../channels/kept-settings.ts';
import { checkedEnvironment, type Environment } from '../environment/checked-environment.ts';
import { required, seconds, whole } from '../environment/variable.ts';

/** All that is set from outside. */
export interface NotifySettings extends KeptSettings {
  readonly account: SpecContext;
  readonly guards: Guards;
  readonly channels: ChannelSettings;
  /** Where it is kept what people were told. */
  readonly alerts: S3Place;
  readonly life: LifeSettings;
}

const HOUR = 3600;
const WEEK = 7 * 24 * HOUR;

const variables = z
  .object({
    ...keptVariables,
    ...channelVariables,
    ROLECALL_ALERTS: required('write where it is kept what people were told, as in s3://BUCKET/alerts', s3PlaceOf),
    ROLECALL_REMINDER_SECONDS: seconds(24 * HOUR, HOUR, WEEK),
    ROLECALL_FAILING_RUNS: whole('runs', 3, 1, 100),
  })
  .check(slackHasSecret);

/**
 * Reads the environment, the function's own ARN and the packaged guards.
 * @throws {WrongSettings} with everything that is wrong, at once
 */
export async function readNotifySettings(environment: Environment, functionArn: string): Promise<NotifySettings> {
  const { data, guards, account } = await checkedEnvironment(variables, environment, functionArn);
  return {
    account,
    guards,
    ...keptSettingsOf(data),
    channels: channelSettingsOf(data),
    alerts: data.ROLECALL_ALERTS,
    life: { reminderSeconds: data.ROLECALL_REMINDER_SECONDS, failingRuns: data.ROLECALL_FAILING_RUNS },
  };
}
