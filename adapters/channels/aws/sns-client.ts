import { SNSClient } from '@aws-sdk/client-sns';
import { type ClientSettings, PATIENCE } from '../../client-settings.ts';
import type { Patience } from '../patience.ts';
import type { Wording } from '../wording.ts';
import { SnsChannel } from './sns-channel.ts';

/** A topic in its own region. */
export function snsChannel(
  settings: ClientSettings,
  arn: string,
  wording: Pick<Wording, 'topic'>,
  patience: Patience,
): SnsChannel {
  const region = arn.split(':')[3];
  return new SnsChannel(
    new SNSClient({ ...settings, ...PATIENCE, ...(region === undefined ? {} : { region }) }),
    arn,
    wording,
    patience,
  );
}
