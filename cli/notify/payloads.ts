import type { PendingNotices } from '../../controller/alerts/alert.ts';
import { EVENTS_CHANNEL } from '../../controller/alerts/routing.ts';
import type { AlertWording } from '../../report/alerts/alert-wording.ts';
import type { AlertEvent } from '../../report/alerts/events/alert-event-schema.ts';

type Slack = ReturnType<AlertWording['slack']>[number];
type Topic = ReturnType<AlertWording['topic']>[number];
type Bus = ReturnType<AlertWording['bus']>[number];

/** What would be sent to one channel, as it would be sent. */
export type Payloads =
  | { readonly channel: string; readonly kind: 'slack'; readonly messages: readonly Pick<Slack, 'text' | 'blocks'>[] }
  | {
      readonly channel: string;
      readonly kind: 'sns';
      readonly messages: readonly Pick<Topic, 'subject' | 'bodies' | 'attributes'>[];
    }
  | {
      readonly channel: string;
      readonly kind: 'eventBridge';
      readonly messages: readonly (Pick<Bus, 'source' | 'detailType' | 'time'> & { readonly detail: AlertEvent })[];
    };

/** The messages for what waits in a channel. */
export function payloadsOf(pending: PendingNotices, wording: AlertWording): Payloads {
  const { channel } = pending;
  if (channel === EVENTS_CHANNEL) return { channel, kind: 'eventBridge', messages: wording.bus(pending).map(busMessage) };
  if (channel.startsWith('sns:')) return { channel, kind: 'sns', messages: wording.topic(pending).map(topicMessage) };
  return { channel, kind: 'slack', messages: wording.slack(pending, {}).map(({ text, blocks }) => ({ text, blocks })) };
}

function topicMessage({ subject, bodies, attributes }: Topic) {
  return { subject, bodies, attributes };
}

function busMessage({ source, detailType, time, detail }: Bus) {
  return { source, detailType, time, detail: JSON.parse(detail) as AlertEvent };
}
