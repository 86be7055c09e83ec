import * as z from 'zod/mini';
import { StateUnreadable } from '../../ports.ts';
import { type Codec, checkedJson } from '../../state/checked-json.ts';
import type { AuditIndex, StoredAudit } from './audit-state.ts';

const audit = z.looseObject({ findings: z.array(z.looseObject({ rule: z.string() })), overrides: z.nullable(z.looseObject({})) });
const entry = z.looseObject({ pendingAgain: z.boolean(), eventIds: z.array(z.string()), audit });
const result = z.looseObject({
  apiVersion: z.literal('rolecall/v1'),
  kind: z.literal('TaskDefinitionAudit'),
  own: z.nullable(entry),
  overrides: z.array(entry),
});

const definition = z.looseObject({
  executionRole: z.nullable(z.string()),
  needs: z.nullable(z.array(z.looseObject({ use: z.string() }))),
  hash: z.string(),
  auditedAt: z.string(),
});
const region = z.looseObject({ sweptAt: z.nullable(z.string()), definitions: z.record(z.string(), definition) });
const index = z.looseObject({
  apiVersion: z.literal('rolecall/v1'),
  kind: z.literal('AuditIndex'),
  account: z.string(),
  regions: z.record(z.string(), region),
});

export const resultCodec: Codec<StoredAudit> = {
  text: (value) => `${JSON.stringify(value, null, 1)}\n`,
  parse: (text) => checkedJson(result, text, 'what the audit keeps of a task definition') as StoredAudit,
};

/** @param account whose index is expected */
export function indexCodec(account: string): Codec<AuditIndex> {
  return {
    text: (value) => JSON.stringify(value),
    parse: (text) => {
      const found = checkedJson(index, text, "the audit's index") as AuditIndex;
      if (found.account === account) return found;
      throw new StateUnreadable(`it is the index of account ${found.account}, and this is ${account}`);
    },
  };
}
