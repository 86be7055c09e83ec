import { SQSClient } from '@aws-sdk/client-sqs';
import type { ClientSettings } from '../client-settings.ts';

export function sqsClient(settings: ClientSettings): SQSClient {
  return new SQSClient(settings);
}
