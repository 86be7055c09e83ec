import * as z from 'zod/mini';
import { StateUnreadable } from '../ports.ts';
import type { SaidReports } from './said-reports.ts';

const claim = z.looseObject({ by: z.string(), until: z.string() });
const inChannel = z.looseObject({ channel: z.string(), saidAt: z.nullable(z.string()), claim: z.nullable(claim) });
const report = z.looseObject({ name: z.string(), run: z.string(), said: z.array(inChannel) });
const saidReports = z.looseObject({
  apiVersion: z.literal('rolecall/v1'),
  kind: z.literal('SaidReports'),
  account: z.string(),
  reports: z.array(report),
});

/** How it is written down which reports there are. @param account whose reports are expected */
export function saidCodec(account: string) {
  return {
    text: (said: SaidReports) => JSON.stringify(said),
    /** @throws {StateUnreadable} for a text that is damaged, or of another account; the message is a reason, without a place. */
    parse: (text: string): SaidReports => {
      const said = parsed(text);
      if (said.account === account) return said;
      throw new StateUnreadable(`it is of account ${said.account}, and this is ${account}`);
    },
  };
}

function parsed(text: string): SaidReports {
  const { data, error } = saidReports.safeParse(jsonOf(text));
  if (error === undefined) return data as SaidReports;
  throw new StateUnreadable(`it is no list of reports: ${error.issues[0]?.path.join('.') || 'all of it'} is wrong`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StateUnreadable('it is no JSON', { cause: error });
  }
}
