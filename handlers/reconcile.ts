import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { answerRequests } from '../controller/answer-requests.ts';
import { countingIam } from '../controller/counting-iam.ts';
import type { ControllerPorts } from '../controller/ports.ts';
import type { Observer } from './observer.ts';
import { observer, observing } from './observing.ts';
import { connected } from './reconcile/connected.ts';
import { requestsIn } from './reconcile/requests-in.ts';
import type { Settings } from './reconcile/settings.ts';
import { tellOutcome } from './reconcile/tell-outcome.ts';

export interface Reconciliation {
  readonly ports: ControllerPorts;
  readonly settings: Pick<Settings, 'account' | 'guards' | 'settlingSeconds' | 'leaseSeconds' | 'ownRoleArn'>;
  readonly observer: Observer;
}

/**
 * Makes one pass of a batch of messages. No message is handed back singly: what a role lacks is state, and what nobody can read stays so.
 * @throws {StateUnreadable} when the run could not happen, so that all messages come again
 */
export async function reconcileMessages(
  { Records }: SQSEvent,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
  { ports, settings, observer }: Reconciliation,
): Promise<SQSBatchResponse> {
  const requests = requestsIn(Records, settings.ownRoleArn, observer);
  const iam = countingIam(ports.iam);
  const frame = { runId: context.awsRequestId, remaining: () => context.getRemainingTimeInMillis() };
  const outcome = await answerRequests(requests, frame, { ...ports, iam }, settings);
  if (outcome !== undefined) tellOutcome(outcome, iam.counts(), observer);
  return { batchItemFailures: [] };
}

const reconcile = async (event: SQSEvent, context: Context) =>
  reconcileMessages(event, context, { ...(await connected(context.invokedFunctionArn)), observer });

export const handler = middy<SQSEvent, SQSBatchResponse>(reconcile).use(observing);
