import type { IncomingHttpHeaders } from 'node:http';

/** A call that a function made, as IAM names it and decides it. */
export interface Call {
  /** `iam:AttachRolePolicy` */
  readonly action: string;
  /** An ARN, or `*` where the action knows no resource. */
  readonly resource: string;
  /** What the request says of itself to condition keys, in lower case. */
  readonly context: Readonly<Record<string, string>>;
}

export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What IAM knows of the role that a call names. */
export interface NamedRole {
  readonly arn: string;
  readonly boundary: string | undefined;
  /** The value of its tag `rolecall:owner`. */
  readonly owner: string | undefined;
}

/** Which call a request of the SDK is: the service and region are in its signature. */
export function callOf(request: SeenRequest, accountId: string, role: NamedRole | undefined): Call {
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (service === 's3') return s3Call(request);
  if (service === 'iam' || service === 'sts') return formCall(service, formOf(request), accountId, role);
  if (service === 'sns') return snsCall(formOf(request));
  return jsonCall(service, request, `arn:aws:${service}:${region}:${accountId}:`);
}

const S3_OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
function s3Call({ method, url }: SeenRequest): Call {
  const { pathname, searchParams } = new URL(url, 'http://server');
  const [bucket = '', ...key] = decodeURIComponent(pathname).slice(1).split('/');
  const prefix = searchParams.get('prefix');
  if (key.join('/') === '')
    return {
      action: 's3:ListBucket',
      resource: `arn:aws:s3:::${bucket}`,
      context: prefix === null ? {} : { 's3:prefix': prefix },
    };
  const version = searchParams.has('versionId') ? 'Version' : '';
  return {
    action: `s3:${S3_OBJECT_ACTIONS[method]}${version}`,
    resource: `arn:aws:s3:::${bucket}/${key.join('/')}`,
    context: {},
  };
}

function formOf({ body }: SeenRequest): URLSearchParams {
  return new URLSearchParams(body.toString());
}

/** The role that a call to IAM names; `undefined` where it names none. */
export function roleNamedBy(request: SeenRequest): string | undefined {
  return formOf(request).get('RoleName') ?? undefined;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
function formCall(service: string, form: URLSearchParams, accountId: string, role: NamedRole | undefined): Call {
  const policy = form.get('PolicyArn');
  const name = form.get('RoleName');
  const toBe = name === null ? undefined : `arn:aws:iam::${accountId}:role${form.get('Path') ?? '/'}${name}`;
  const boundary = form.get('PermissionsBoundary') ?? role?.boundary;
  return {
    action: `${service}:${form.get('Action')}`,
    resource: role?.arn ?? toBe ?? policy ?? '*',
    context: {
      ...(name !== null && policy !== null && { 'iam:policyarn': policy }),
      ...(boundary !== undefined && { 'iam:permissionsboundary': boundary }),
      ...(role?.owner !== undefined && { 'aws:resourcetag/rolecall:owner': role.owner }),
    },
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
function snsCall(form: URLSearchParams): Call {
  return { action: `sns:${form.get('Action')}`, resource: form.get('TopicArn') ?? '*', context: {} };
}

/** ECS, EventBridge, SQS and SSM name the call in a header. */
function jsonCall(service: string, { headers, body }: SeenRequest, arn: string): Call {
  const name = String(headers['x-amz-target'] ?? 'unknown')
    .split('.')
    .at(-1);
  const input = JSON.parse(body.toString() || '{}');
  if (service === 'events') return eventsCall(name ?? '', input.Entries, arn);
  const { QueueUrl, Name, Path } = input;
  const parameter = Name ?? Path;
  const resource = QueueUrl
    ? arn + QueueUrl.split('/').at(-1)
    : parameter
      ? `${arn}parameter/${parameter.replace(/^\//, '')}`
      : '*';
  return { action: `${service}:${name}`, resource, context: {} };
}

interface Entry {
  readonly EventBusName: string;
  readonly Source: string;
}

/** All entries of a call of ours are of one bus and source. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
function eventsCall(name: string, [entry]: readonly Entry[], arn: string): Call {
  const { EventBusName: bus = 'default', Source = '' } = entry ?? {};
  const resource = bus.startsWith('arn:') ? bus : `${arn}event-bus/${bus}`;
  return { action: `events:${name}`, resource, context: { 'events:source': Source } };
}
