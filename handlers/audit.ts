import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { answerAudit } from '../controller/audit/answer/answer-audit.ts';
import type { AuditPorts, AuditSettings } from '../controller/audit/state/store-ports.ts';
import { countingIam } from '../controller/counting-iam.ts';
import { auditRequestsIn } from './audit/audit-requests-in.ts';
import { connectedAudit } from './audit/connected-audit.ts';
import { tellAudit } from './audit/tell-audit.ts';
import type { Observer } from './observer.ts';
import { observer, observing } from './observing.ts';

export interface Auditing {
  readonly ports: AuditPorts;
  readonly settings: AuditSettings;
  readonly observer: Observer;
}

/**
 * Audits what a batch of messages tells of. Only messages whose task definitions ECS would not describe just now are handed back.
 * @throws {StateUnreadable} when the run could not happen, so that all messages come again
 */
export async function auditMessages(
  { Records }: SQSEvent,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
  { ports, settings, observer }: Auditing,
): Promise<SQSBatchResponse> {
  const requests = auditRequestsIn(Records, observer);
  const iam = countingIam(ports.iam);
  const frame = { runId: context.awsRequestId, remaining: () => context.getRemainingTimeInMillis() };
  const outcome = await answerAudit([...requests.values()], frame, { ...ports, iam }, settings);
  if (outcome === undefined) return { batchItemFailures: [] };
  tellAudit(outcome, iam.counts(), observer);
  const failed = [...requests].filter(([, request]) => outcome.failed.includes(request));
  return { batchItemFailures: failed.map(([itemIdentifier]) => ({ itemIdentifier })) };
}

const audit = async (event: SQSEvent, context: Context) =>
  auditMessages(event, context, { ...(await connectedAudit(context.invokedFunctionArn)), observer });

export const handler = middy<SQSEvent, SQSBatchResponse>(audit).use(observing);
