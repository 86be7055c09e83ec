import { randomUUID } from 'node:crypto';

/** Who called, as CloudTrail has it: somebody signed in through SSO. */
export function janeIn(accountId: string): Readonly<Record<string, unknown>> {
  const role = 'AWSReservedSSO_Admin_0123456789abcdef';
  return {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEEXAMPLEEXA:jane',
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/jane`,
    accountId,
    accessKeyId: 'ASIAEXAMPLEEXAMPLEEX',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLEEXAMPLEEXA',
        arn: `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${role}`,
        accountId,
        userName: role,
      },
    },
  };
}

/** A session of the function's own role. */
export function functionItself(accountId: string, roleArn: string): Readonly<Record<string, unknown>> {
  const userName = roleArn.split('/').at(-1);
  const sessionIssuer = { type: 'Role', principalId: 'AROAOWNOWNOWNOWNOWNOW', arn: roleArn, accountId, userName };
  return {
    type: 'AssumedRole',
    principalId: 'AROAOWNOWNOWNOWNOWNOW:rolecall-reconcile',
    arn: `arn:aws:sts::${accountId}:assumed-role/${userName}/rolecall-reconcile`,
    accountId,
    sessionContext: { sessionIssuer },
  };
}

/** The detail of an event that tells of one call to IAM. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
export function iamCall(
  eventName: string,
  requestParameters: Readonly<Record<string, unknown>> | null,
  userIdentity: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: new Date().toISOString().replace(/\.\d+Z/, 'Z'),
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.12',
    userAgent: 'aws-cli/2',
    requestParameters,
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
  };
}
