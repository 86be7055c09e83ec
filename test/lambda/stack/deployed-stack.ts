import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Clients, REGION } from '../aws/clients.ts';
import type { RestApi } from '../aws/rest.ts';
import type { EventSourceMapping } from './event-source.ts';
import { serverTemplate } from './server-template.ts';
import { functionNamed, MAPPING, type Template } from './template.ts';

/** A function as the server holds it once the stack is there: every reference resolved. */
export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface DeployedStack {
  readonly reconcile: DeployedFunction;
  readonly mapping: EventSourceMapping;
  /** By logical name. */
  readonly physicalNames: ReadonlyMap<string, string>;
}

const STACK = 'rolecall';

export interface ToDeploy {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Has the server's CloudFormation make the packaged stack, does what it leaves out, and reads back what came of it. */
export async function deployStack(
  { template, parameters }: ToDeploy,
  accountId: string,
  clients: Clients,
  rest: RestApi,
): Promise<DeployedStack> {
  const codeBucket = `code-${accountId}`;
  await clients.s3.send(new CreateBucketCommand({ Bucket: codeBucket }));
  await rest.cloudFormation('CreateStack', {
    StackName: STACK,
    TemplateBody: JSON.stringify(serverTemplate(template)),
    ...parameterFields({ CodeBucket: codeBucket, ...parameters }),
  });
  const physicalNames = resourcesIn(await rest.cloudFormation('DescribeStackResources', { StackName: STACK }));
  await Promise.all(
    Object.entries(template.Resources).map(([logical, { Type, Properties }]) =>
      Type === 'AWS::S3::Bucket' ? configureBucket(clients.s3, physicalNames.get(logical) ?? '', Properties) : undefined,
    ),
  );
  const reconcile = await readFunction(rest, physicalNames.get(functionNamed('reconcile', template)) ?? '');
  return { reconcile, mapping: mappingIn(template, accountId, reconcile), physicalNames };
}

function parameterFields(parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const fields = Object.entries(parameters).flatMap(([ParameterKey, ParameterValue], index) =>
    Object.entries({ ParameterKey, ParameterValue }).map(([field, value]) => [`Parameters.member.${index + 1}.${field}`, value]),
  );
  return Object.fromEntries(fields);
}

function resourcesIn(xml: string): ReadonlyMap<string, string> {
  const members = xml.split('<member>').map((member) => /<LogicalResourceId>(.*?)<.*<PhysicalResourceId>(.*?)</s.exec(member));
  return new Map(members.flatMap((found) => (found ? [[found[1] ?? '', found[2] ?? '']] : [])));
}

/** The server's CloudFormation makes plain buckets. */
async function configureBucket(
  s3: S3Client,
  Bucket: string,
  properties: Template['Resources'][string]['Properties'],
): Promise<void> {
  const { VersioningConfiguration, NotificationConfiguration } = properties ?? {};
  if (VersioningConfiguration) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  if (NotificationConfiguration?.EventBridgeConfiguration)
    await s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { EventBridgeConfiguration: {} } }),
    );
}

async function readFunction(rest: RestApi, name: string): Promise<DeployedFunction> {
  // biome-ignore lint/suspicious/noExplicitAny: Lambda's own answer
  const found = (await rest.lambda('GET', `functions/${name}/configuration`)) as any;
  return {
    name,
    arn: found.FunctionArn,
    roleArn: found.Role,
    handler: found.Handler,
    memoryMegabytes: found.MemorySize,
    timeoutSeconds: found.Timeout,
    environment: found.Environment.Variables,
  };
}

/** The way from the queue to the function, which the harness plays: the server would run the function itself, in Docker. */
function mappingIn({ Resources }: Template, accountId: string, { environment }: DeployedFunction): EventSourceMapping {
  const { Properties } = Object.values(Resources).find(({ Type }) => Type === MAPPING) ?? {};
  const queueUrl = environment.ROLECALL_QUEUE_URL ?? '';
  const queueArn = `arn:aws:sqs:${REGION}:${accountId}:${queueUrl.split('/').at(-1)}`;
  return { queueUrl, queueArn, batchSize: Properties.BatchSize };
}
