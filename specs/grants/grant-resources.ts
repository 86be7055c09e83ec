import { quote } from '../reading/suggestion.ts';
import type { SpecContext } from '../types.ts';
import { parseImage, partitionOfRegion } from './images.ts';

/** A resource as IAM writes it, or why a value of a spec names none. */
export type Resource = { readonly arn: string } | { readonly problem: string };

interface Kind {
  readonly called: string;
  readonly service: string;
  /** What a bare name looks like, wildcards included. */
  readonly name: RegExp;
  /** What stands behind the account in an ARN. */
  readonly resource: RegExp;
  readonly form: string;
}

const REPOSITORY: Kind = {
  called: 'a repository of Amazon ECR',
  service: 'ecr',
  name: /^[a-z0-9*?][a-z0-9._/*?-]*$/,
  resource: /^repository\/[^:]+$/,
  form: 'arn:PARTITION:ecr:REGION:ACCOUNT:repository/NAME',
};
const LOG_GROUP: Kind = {
  called: 'a log group',
  service: 'logs',
  name: /^[\w.\-/#*?]+$/,
  resource: /^log-group:[^:]+$/,
  form: 'arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME',
};
const SECRET: Kind = {
  called: 'a secret',
  service: 'secretsmanager',
  // A secret that a service manages has an exclamation mark: https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html
  name: /^[\w/+=.@!*?-]+$/,
  resource: /^secret:[^:]+$/,
  form: 'arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME',
};
const PARAMETER: Kind = {
  called: 'a parameter',
  service: 'ssm',
  name: /^\/?[\w.*?-][\w.\-/*?]*$/,
  resource: /^parameter\/[^/:][^:]*$/,
  form: 'arn:PARTITION:ssm:REGION:ACCOUNT:parameter/NAME',
};
const KEY: Kind = {
  called: 'a KMS key',
  service: 'kms',
  name: /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}|\*)$/,
  resource: /^key\/[^:]+$/,
  form: 'arn:PARTITION:kms:REGION:ACCOUNT:key/ID',
};
const S3_OBJECT: Kind = {
  called: 'an object of S3',
  service: 's3',
  name: /^(?!)/,
  resource: /^[^/:]+\/.+$/,
  form: 'arn:PARTITION:s3:::BUCKET/KEY',
};
const FILE_SYSTEM: Kind = {
  called: 'a file system of Amazon EFS',
  service: 'elasticfilesystem',
  name: /^fs-[0-9a-f]+$/,
  resource: /^file-system\/fs-[0-9a-f]+$/,
  form: 'arn:PARTITION:elasticfilesystem:REGION:ACCOUNT:file-system/ID',
};

/** An ECR repository from its name, its ARN or the URI of an image in it. */
export function repository(value: string, context: SpecContext): Resource {
  if (value.startsWith('arn:')) return fullArn(value, REPOSITORY, context);
  const image = parseImage(value);
  if (image === undefined) return bareName(value, REPOSITORY, `repository/${value}`, context);
  if (image.registry === 'other') return { problem: otherRegistry(value, image.host) };
  const partition = partitionOfRegion(image.region);
  return fullArn(`arn:${partition}:ecr:${image.region}:${image.accountId}:repository/${image.repository}`, REPOSITORY, context);
}

function otherRegistry(value: string, host: string): string {
  const remedy =
    'leave it out, and list the credentials of a private registry under secrets; for a repository of Amazon ECR write its name without a tag, or the whole URI of the image';
  return `${quote(value)} is an image of ${host}, and IAM has no permission for that: ${remedy}`;
}

/**
 * The streams of a log group, which is what permissions of CloudWatch Logs name:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export function logStreams(value: string, context: SpecContext): Resource {
  if (!value.startsWith('arn:')) return bareName(value, LOG_GROUP, `log-group:${value}:*`, context);
  const checked = fullArn(value.replace(/:\*$/, ''), LOG_GROUP, context);
  return 'arn' in checked ? { arn: `${checked.arn}:*` } : checked;
}

/**
 * A secret from its name, or its ARN with or without the six characters that Secrets Manager adds, and with or without the
 * key and version that a task definition may add: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function secret(value: string, context: SpecContext): Resource {
  if (!value.startsWith('arn:')) return bareName(value, SECRET, `secret:${anySuffix(value)}`, context);
  const parts = value.split(':');
  const checked = fullArn(parts.length === 10 ? parts.slice(0, 7).join(':') : value, SECRET, context);
  return 'arn' in checked ? { arn: hasSuffix(checked.arn) ? checked.arn : anySuffix(checked.arn) } : checked;
}

/** Secrets Manager itself takes a hyphen and six characters at the end of an ARN for what it added. */
function hasSuffix(arn: string): boolean {
  return /-[A-Za-z0-9]{6}$/.test(arn);
}

function anySuffix(name: string): string {
  return /(?:\*|-\?{6})$/.test(name) ? name : `${name}-??????`;
}

/** A parameter from its name or ARN; the version or label that may follow is dropped. A name's first slash is written once. */
export function parameter(value: string, context: SpecContext): Resource {
  const name = value.replace(/^(arn(?::[^:]*){5}|[^:]*):[^:/]*$/, '$1');
  if (value.startsWith('arn:')) return fullArn(name, PARAMETER, context);
  return bareName(name, PARAMETER, `parameter/${name.replace(/^\//, '')}`, context);
}

/** A KMS key from its id or ARN; an alias cannot be told in a policy's Resource. */
export function key(value: string, context: SpecContext): Resource {
  if (/^(?:arn:.*:)?alias\//.test(value)) {
    return { problem: `${quote(value)} is an alias, and IAM cannot match an alias: write the key's ARN, ${KEY.form}` };
  }
  return value.startsWith('arn:') ? fullArn(value, KEY, context) : bareName(value, KEY, `key/${value}`, context);
}

/** An object of S3 from its ARN. */
export function s3Object(value: string, context: SpecContext): Resource {
  const address = /^s3:\/\/([^/]+\/.+)$/.exec(value)?.[1];
  if (address === undefined) return fullArn(value, S3_OBJECT, context);
  return { problem: `${quote(value)} is an address: write the object's ARN, arn:${context.partition}:s3:::${address}` };
}

/** The bucket of an object of S3. */
export function s3Bucket(value: string, context: SpecContext): Resource {
  const object = s3Object(value, context);
  return 'arn' in object ? { arn: object.arn.slice(0, object.arn.indexOf('/')) } : object;
}

/** A file system of Amazon EFS from its id or ARN. */
export function fileSystem(value: string, context: SpecContext): Resource {
  return value.startsWith('arn:')
    ? fullArn(value, FILE_SYSTEM, context)
    : bareName(value, FILE_SYSTEM, `file-system/${value}`, context);
}

/** A bare name means this account and region. */
function bareName(value: string, { called, service, name, form }: Kind, resource: string, context: SpecContext): Resource {
  if (!name.test(value)) return { problem: `${quote(value)} is no name of ${called}: write the name, or the ARN, ${form}` };
  if (context.region !== undefined)
    return { arn: `arn:${context.partition}:${service}:${context.region}:${context.accountId}:${resource}` };
  return {
    problem: `${quote(value)} means ${called} of this region, and none is known: pass --region, set AWS_REGION, or write the ARN, ${form}`,
  };
}

function fullArn(value: string, { called, service, resource, form }: Kind, context: SpecContext): Resource {
  const [, partition = '', named, region = '', account = '', ...rest] = value.split(':');
  const placed = service === 's3' ? region === '' && account === '' : region !== '' && account !== '';
  const formed = named === service && placed && resource.test(rest.join(':'));
  if (!formed) return { problem: `${quote(value)} is no ARN of ${called}: write ${form}` };
  if (partition === context.partition) return { arn: value };
  const where = `lies in the partition ${partition}, this account in ${context.partition}`;
  return {
    problem: `${quote(value)} ${where}, and no role reaches from one into another: name ${called} of ${context.partition}`,
  };
}
