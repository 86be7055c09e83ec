import type { Channel, Sent } from '../../controller/alerts/alert-ports.ts';

type Threads = Readonly<Record<string, string>>;

/**
 * A channel whose name may mean another place one day: what it opened is named with its place, so that nobody replies in another
 * one. Slack may take such a reply and show it nowhere.
 */
export function withThreadsOf(place: string, channel: Channel): Channel {
  return {
    send: async (pending, threads) => placed(place, await channel.send(pending, threadsIn(place, threads))),
  };
}

function threadsIn(place: string, threads: Threads): Threads {
  const here = Object.entries(threads).filter(([, id]) => id.startsWith(`${place} `));
  return Object.fromEntries(here.map(([key, id]) => [key, id.slice(place.length + 1)]));
}

function placed(place: string, sent: Sent): Sent {
  if (sent.sent) return { ...sent, threads: named(place, sent.threads) };
  return sent.said === undefined ? sent : { ...sent, said: { ...sent.said, threads: named(place, sent.said.threads) } };
}

function named(place: string, threads: Threads): Threads {
  return Object.fromEntries(Object.entries(threads).map(([key, id]) => [key, `${place} ${id}`]));
}
