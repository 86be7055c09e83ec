import { SSMClient } from '@aws-sdk/client-ssm';
import type { ClientSettings } from '../client-settings.ts';

export function ssmClient(settings: ClientSettings): SSMClient {
  return new SSMClient(settings);
}
