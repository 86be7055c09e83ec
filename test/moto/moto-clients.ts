import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { AwsClients } from '../../adapters/aws-clients.ts';
import { inAccount, motoEndpoint } from './moto-account.ts';

/** Clients of the server's services beside IAM, in that account. */
export interface MotoClients {
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly sqs: SQSClient;
}

export function motoClients(accountId: string): MotoClients {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint: motoEndpoint(), region: 'us-east-1', credentials };
  const mine = <C>(client: C): C => inAccount(client as never, accountId) as C;
  return {
    s3: mine(new S3Client({ ...settings, forcePathStyle: true })),
    ssm: mine(new SSMClient(settings)),
    sqs: mine(new SQSClient(settings)),
  };
}

/** As the code under test asks for them. */
export function asked({ s3, ssm }: MotoClients): Pick<AwsClients, 's3' | 'ssm'> {
  return { s3: async () => s3, ssm: async () => ssm };
}

/** A new bucket with versions: the server keeps the names of buckets apart by nothing but the names. */
export async function newBucket(s3: S3Client, name: string): Promise<string> {
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
  return name;
}

/** @returns the version's id */
export async function put(s3: S3Client, Bucket: string, Key: string, Body: string): Promise<string | undefined> {
  return (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
}
