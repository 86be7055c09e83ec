import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Rule,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { transform } from '../../events/transform.ts';
import type { Clients } from '../aws/clients.ts';
import { deleteMessages, receiveBatch, sendTexts } from '../aws/queue.ts';

const EVERYTHING = 100_000;

/** A queue that a rule feeds with whole events, in the place of the rule's own target. */
export interface Tap {
  readonly queueUrl: string;
  /** The queue that is the rule's target. */
  readonly target: string;
  /** What the rule makes of an event. */
  readonly message: (event: unknown) => string;
}

/** Which queue each rule with a pattern feeds, rule by rule: the server matches events, but makes neither messages of S3's, nor such as have an unquoted placeholder or are constant. */
export async function tapRules(clients: Clients): Promise<readonly Tap[]> {
  const { Rules = [] } = await clients.events.send(new ListRulesCommand({}));
  const taps = await Promise.all(Rules.filter(({ EventPattern }) => EventPattern).map((rule) => tapRule(clients, rule)));
  return taps.flat();
}

async function tapRule({ events, sqs }: Clients, rule: Rule): Promise<readonly Tap[]> {
  const targets = await queuesOf(events, rule);
  return Promise.all(
    targets.map(async ({ Id, target, message }) => {
      const name = `tap-${rule.Name}`.slice(0, 70) + Id.slice(0, 10);
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
      const Arn = String(rule.Arn).replace(/:events:(.*):rule\/.*/, `:sqs:$1:${name}`);
      await events.send(new RemoveTargetsCommand({ Rule: rule.Name, Ids: [Id] }));
      await events.send(new PutTargetsCommand({ Rule: rule.Name, Targets: [{ Id, Arn }] }));
      return { queueUrl: QueueUrl, target: new URL(target, `${QueueUrl}/..`).href, message };
    }),
  );
}

async function queuesOf(events: EventBridgeClient, { Name }: Rule) {
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
  return Targets.flatMap((target) => {
    const { Id = '', Arn = '' } = target;
    return Arn.includes(':sqs:') ? [{ Id, target: Arn.split(':').at(-1) ?? '', message: messageOf(target) }] : [];
  });
}

function messageOf({ Input, InputTransformer }: Target): (event: unknown) => string {
  if (Input !== undefined) return () => Input;
  const { InputPathsMap = {}, InputTemplate } = InputTransformer ?? {};
  if (InputTemplate === undefined) return (event) => JSON.stringify(event);
  return (event) => transform({ InputPathsMap, InputTemplate }, event, 'hole');
}

/** Does the second half of EventBridge's work: what the rules matched goes, transformed, where their targets say. */
export async function forwardMatched({ sqs }: Clients, taps: readonly Tap[]): Promise<void> {
  for (const tap of taps) {
    const batch = await receiveBatch(sqs, { queueUrl: tap.queueUrl, batchSize: EVERYTHING });
    const bodies = batch.map(({ Body = 'null' }) => tap.message(JSON.parse(Body)));
    await sendTexts(sqs, tap.target, bodies);
    await deleteMessages(sqs, tap.queueUrl, batch);
  }
}
