import { ECSClient } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

export const REGION = 'us-east-1';

/** The world's own ways to one account of the server; what the function does goes through a proxy instead. */
export interface Clients {
  readonly ecs: ECSClient;
  readonly events: EventBridgeClient;
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
}

/** @param server the address of moto */
export function clientsOf(server: string, accountId: string, region = REGION): Clients {
  const options = { endpoint: server, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const clients = {
    ecs: new ECSClient(options),
    events: new EventBridgeClient(options),
    iam: new IAMClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    sqs: new SQSClient(options),
    ssm: new SSMClient(options),
  };
  for (const client of Object.values(clients)) (client as IAMClient).middlewareStack.add(inAccount(accountId), { step: 'build' });
  return clients;
}

type Next<Output> = (given: { input: object; request: unknown }) => Promise<Output>;

function inAccount(accountId: string) {
  return <Output>(next: Next<Output>): Next<Output> =>
    (given) => {
      (given.request as { headers: Record<string, string> }).headers['x-moto-account-id'] = accountId;
      return next(given);
    };
}
