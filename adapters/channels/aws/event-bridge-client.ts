import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { type ClientSettings, PATIENCE } from '../../client-settings.ts';
import type { Patience } from '../patience.ts';
import type { Wording } from '../wording.ts';
import { EventBridgeChannel } from './event-bridge-channel.ts';

/** A bus in the region of the settings. @param bus its name or ARN */
export function eventBridgeChannel(
  settings: ClientSettings,
  bus: string,
  wording: Pick<Wording, 'bus'>,
  patience: Patience,
): EventBridgeChannel {
  return new EventBridgeChannel(new EventBridgeClient({ ...settings, ...PATIENCE }), bus, wording, patience);
}
