import type { ECSClient } from '@aws-sdk/client-ecs';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { type ClientSettings, PATIENCE } from './client-settings.ts';

/** The services beside IAM; each client is loaded when it is first asked for, and kept. */
export interface AwsClients {
  s3(): Promise<S3Client>;
  ssm(): Promise<SSMClient>;
  sqs(): Promise<SQSClient>;
  /** @param region another one than the others' */
  ecs(region?: string): Promise<ECSClient>;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** As `once`, for each region. */
function oncePerRegion<T>(make: (region: string | undefined) => Promise<T>): (region?: string) => Promise<T> {
  const made = new Map<string | undefined, () => Promise<T>>();
  return (region) => {
    const client = made.get(region) ?? once(() => make(region));
    made.set(region, client);
    return client();
  };
}

/**
 * Clients that share region, credentials and patience.
 * What is loaded late are files of ours: of a package that is loaded late itself, a bundle keeps every call there is.
 */
export function awsClients(settings: ClientSettings): AwsClients {
  const patient = { ...settings, ...PATIENCE };
  return {
    s3: once(async () => (await import('./clients/s3-client.ts')).s3Client(patient)),
    ssm: once(async () => (await import('./clients/ssm-client.ts')).ssmClient(patient)),
    sqs: once(async () => (await import('./clients/sqs-client.ts')).sqsClient(patient)),
    ecs: oncePerRegion(async (region) => {
      const { ecsClient } = await import('./clients/ecs-client.ts');
      return ecsClient(region === undefined ? patient : { ...patient, region });
    }),
  };
}
