import { ECSClient } from '@aws-sdk/client-ecs';
import type { ClientSettings } from '../client-settings.ts';

export function ecsClient(settings: ClientSettings): ECSClient {
  return new ECSClient(settings);
}
