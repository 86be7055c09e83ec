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
import { functionNamed, MAPPING, type Resource, type Template } from './template.ts';

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
  readonly audit: DeployedFunction;
  /** The way to the function that is looked at. */
  readonly mapping: EventSourceMapping;
  /** By logical name. */
  readonly physicalNames: ReadonlyMap<string, string>;
}

export type FunctionName = 'reconcile' | 'audit';

const STACK = 'rolecall';

/** The queue of each function: its logical name, and the variable that holds its address. */
export const QUEUES = {
  reconcile: { logicalName: 'Queue', variable: 'ROLECALL_QUEUE_URL' },
  audit: { logicalName: 'AuditQueue', variable: 'ROLECALL_AUDIT_QUEUE_URL' },
} as const;

export interface ToDeploy {
  readonly template: Template;
  /** Which of its functions is looked at. */
  readonly name: FunctionName;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Has the server's CloudFormation make the packaged stack, does what it leaves out, and reads back what came of it. */
export async function deployStack(
  { template, name, parameters }: ToDeploy,
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
  const read = (each: FunctionName) => readFunction(rest, physicalNames.get(functionNamed(each, template)) ?? '');
  const functions = { reconcile: await read('reconcile'), audit: await read('audit') };
  return { ...functions, mapping: mappingIn(template, name, accountId, functions[name]), physicalNames };
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
function mappingIn(
  template: Template,
  name: FunctionName,
  accountId: string,
  { environment }: DeployedFunction,
): EventSourceMapping {
  const logical = functionNamed(name, template);
  const isItsOwn = ({ Type, Properties }: Resource) => Type === MAPPING && Properties.FunctionName['Fn::GetAtt'][0] === logical;
  const { Properties } = Object.values(template.Resources).find(isItsOwn) ?? {};
  const queueUrl = environment[QUEUES[name].variable] ?? '';
  const queueArn = `arn:aws:sqs:${REGION}:${accountId}:${queueUrl.split('/').at(-1)}`;
  return { queueUrl, queueArn, batchSize: Properties.BatchSize };
}
