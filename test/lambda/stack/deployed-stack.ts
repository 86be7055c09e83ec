import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Clients } from '../aws/clients.ts';
import type { RestApi } from '../aws/rest.ts';
import { type DeployedFunction, FUNCTION_NAMES, type FunctionName, readFunction } from './deployed-function.ts';
import { serverTemplate } from './server-template.ts';
import { listDefaults, type Template } from './template.ts';

export interface DeployedStack extends Readonly<Record<FunctionName, DeployedFunction>> {
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
    ...parameterFields({ CodeBucket: codeBucket, ...listDefaults(template), ...parameters }),
  });
  const physicalNames = resourcesIn(await rest.cloudFormation('DescribeStackResources', { StackName: STACK }));
  await Promise.all(
    Object.entries(template.Resources).map(([logical, { Type, Properties }]) =>
      Type === 'AWS::S3::Bucket' ? configureBucket(clients.s3, physicalNames.get(logical) ?? '', Properties) : undefined,
    ),
  );
  const reading = FUNCTION_NAMES.map(async (name) => [name, await readFunction(name, template, physicalNames, rest)] as const);
  const functions = Object.fromEntries(await Promise.all(reading)) as Record<FunctionName, DeployedFunction>;
  return { ...functions, physicalNames };
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
