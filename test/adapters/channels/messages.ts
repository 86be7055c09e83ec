import type { SlackMessage, Wording } from '../../../adapters/channels/wording.ts';
import type { Notice, PendingNotices } from '../../../controller/alerts/alert.ts';
import { notice } from '../../report/alerts-given.ts';

export const ORDERS = notice({ violation: { name: 'orders' } });
export const BILLING = notice({ violation: { name: 'billing' } });

export function pending(...notices: readonly Notice[]): PendingNotices {
  return { channel: 'default', notices, claim: null };
}

const BLOCKS = [{ type: 'header', text: { type: 'plain_text', text: 'Rolecall', emoji: true } }];

/** One message for each notice, in the thread of the message that opened it if there is one. */
export const ONE_BY_ONE: Pick<Wording, 'slack'> = {
  slack: ({ notices }, threads) =>
    notices.map((one): SlackMessage => {
      const thread = threads[one.violation.key] ?? null;
      return { thread, text: one.violation.subject.name, blocks: BLOCKS, notices: [one] };
    }),
};

/** Time that passes without anybody waiting, and what was waited for. */
export function patience(left = 60_000) {
  const waits: number[] = [];
  let rest = left;
  return {
    waits,
    left: () => rest,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      rest -= milliseconds;
    },
  };
}
