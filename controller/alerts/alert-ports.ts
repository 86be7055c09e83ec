import type { Notice, PendingNotices } from './alert.ts';

export type Sent =
  /** Keys to what the channel calls the message in which each was opened; empty where it has no threads. */
  | { readonly sent: true; readonly threads: Readonly<Record<string, string>> }
  /** A sentence for people, without any secret. Everything stays for the next run, but what was said before it failed. */
  | {
      readonly sent: false;
      readonly reason: string;
      readonly said?: Said;
      /** Another try is as vain until somebody does something. */
      readonly isFinal?: true;
      /** Nothing at all is taken there, for the channel is gone or not ours any more; no secret that is missing or refused says so. */
      readonly isClosed?: true;
    };

/** Of what no later try can send either, until somebody does something. */
export const FINAL = { isFinal: true } as const;

/** Of what nobody takes there at all. */
export const CLOSED = { ...FINAL, isClosed: true } as const;

/** The part of what waited that takes more than one message and was said. */
export interface Said {
  readonly notices: readonly Notice[];
  readonly threads: Readonly<Record<string, string>>;
}

/** One place where people or machines are told. */
export interface Channel {
  /**
   * Sends one message, or as many as what waits needs at least. Retries what may pass; never rejects.
   * @param threads key to what this channel called the message in which it was opened
   */
  send(pending: PendingNotices, threads: Readonly<Record<string, string>>): Promise<Sent>;
}

export interface Channels {
  /**
   * `undefined`: there is no such channel, which is told in the log.
   * @param others that are told after it in the time that is left
   */
  open(name: string, others?: number): Promise<Channel | undefined>;
}
