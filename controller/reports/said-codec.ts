import * as z from 'zod/mini';
import { StateUnreadable } from '../ports.ts';
import { type Codec, checkedJson } from '../state/checked-json.ts';
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

/** @param account whose reports are expected */
export function saidCodec(account: string): Codec<SaidReports> {
  return {
    text: (said) => JSON.stringify(said),
    parse: (text) => {
      const said = checkedJson(saidReports, text, 'a list of reports') as SaidReports;
      if (said.account === account) return said;
      throw new StateUnreadable(`it is of account ${said.account}, and this is ${account}`);
    },
  };
}
