import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Rule,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { type InputTransformer, transform } from '../../events/transform.ts';
import type { Clients } from '../aws/clients.ts';
import { deleteMessages, receiveBatch, sendTexts } from '../aws/queue.ts';

const EVERYTHING = 100_000;

/** A queue that a rule feeds with whole events, in the place of the rule's own target. */
export interface Tap {
  readonly queueUrl: string;
  /** The queue that is the rule's target. */
  readonly target: string;
  readonly transformer: InputTransformer;
}

/** Which queue each rule with a pattern feeds, rule by rule: the server matches events, but transforms none of S3's and no unquoted placeholder. */
export async function tapRules(clients: Clients): Promise<readonly Tap[]> {
  const { Rules = [] } = await clients.events.send(new ListRulesCommand({}));
  const taps = await Promise.all(Rules.filter(({ EventPattern }) => EventPattern).map((rule) => tapRule(clients, rule)));
  return taps.flat();
}

async function tapRule({ events, sqs }: Clients, rule: Rule): Promise<readonly Tap[]> {
  const targets = await transformedTargets(events, rule);
  return Promise.all(
    targets.map(async ({ Id, target, InputTransformer }) => {
      const name = `tap-${rule.Name}`.slice(0, 70) + Id.slice(0, 10);
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
      const Arn = String(rule.Arn).replace(/:events:(.*):rule\/.*/, `:sqs:$1:${name}`);
      await events.send(new RemoveTargetsCommand({ Rule: rule.Name, Ids: [Id] }));
      await events.send(new PutTargetsCommand({ Rule: rule.Name, Targets: [{ Id, Arn }] }));
      return { queueUrl: QueueUrl, target: new URL(target, `${QueueUrl}/..`).href, transformer: InputTransformer };
    }),
  );
}

async function transformedTargets(events: EventBridgeClient, { Name }: Rule) {
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
  return Targets.flatMap(({ Id = '', Arn = '', InputTransformer }) =>
    Arn.includes(':sqs:') && InputTransformer
      ? [{ Id, target: Arn.split(':').at(-1) ?? '', InputTransformer: InputTransformer as InputTransformer }]
      : [],
  );
}

/** Does the second half of EventBridge's work: what the rules matched goes, transformed, where their targets say. */
export async function forwardMatched({ sqs }: Clients, taps: readonly Tap[]): Promise<void> {
  for (const tap of taps) {
    const batch = await receiveBatch(sqs, { queueUrl: tap.queueUrl, batchSize: EVERYTHING });
    const bodies = batch.map(({ Body = 'null' }) => transform(tap.transformer, JSON.parse(Body), 'hole'));
    await sendTexts(sqs, tap.target, bodies);
    await deleteMessages(sqs, tap.queueUrl, batch);
  }
}
