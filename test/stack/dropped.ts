import { PutBucketNotificationConfigurationCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Resource } from './template.ts';

type Resources = Readonly<Record<string, Resource>>;

interface Clients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

/**
 * Makes by API what moto's CloudFormation leaves out, as far as it shows in how the stack behaves. Bucket policies are not made:
 * moto ignores their conditions, so that "deny what is not encrypted" denies everything.
 * @returns what it made
 */
export async function makeDropped(endpoint: string, resources: Resources): Promise<readonly string[]> {
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' } };
  const clients = { s3: new S3Client({ ...settings, forcePathStyle: true }), sqs: new SQSClient(settings) };
  const made = await Promise.all(Object.entries(resources).map(([id, resource]) => make(id, resource, resources, clients)));
  return made.flat();
}

function make(id: string, resource: Resource, resources: Resources, clients: Clients): Promise<readonly string[]> {
  switch (resource.Type) {
    case 'AWS::S3::Bucket':
      return bucket(id, resource, nameOf(id, resources), clients);
    case 'AWS::SQS::QueuePolicy':
      return queuePolicy(id, resource, clients);
    default:
      return Promise.resolve([]);
  }
}

/** The policy of a bucket names it as it is called. */
function nameOf(id: string, resources: Resources): string {
  return resources[`${id}Policy`]?.Properties.Bucket;
}

async function bucket(id: string, { Properties }: Resource, Bucket: string, { s3 }: Clients): Promise<readonly string[]> {
  const { VersioningConfiguration, NotificationConfiguration } = Properties;
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  if (NotificationConfiguration === undefined) return [`${id}: versioning`];
  const events = { EventBridgeConfiguration: {} };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: events }));
  return [`${id}: versioning`, `${id}: events`];
}

async function queuePolicy(id: string, { Properties }: Resource, { sqs }: Clients): Promise<readonly string[]> {
  const Attributes = { Policy: JSON.stringify(Properties.PolicyDocument) };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: Properties.Queues[0], Attributes }));
  return [id];
}
