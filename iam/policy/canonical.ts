import { operatorName, otherName } from './operator.ts';
import { isEveryone } from './principal.ts';
import {
  type ConditionClause,
  type Policy,
  type PolicyVersionDate,
  PRINCIPAL_TYPES,
  type Principals,
  type Statement,
} from './types.ts';

/** IAM takes no character beyond these in a document's text; inside a JSON string they can be escaped. */
const BEYOND_LATIN = /[^\u0020-\u00ff]/g;

/**
 * Makes a policy of canonical statements: sorts them, drops the ones given twice, and computes the key.
 * The key is the canonical document's own JSON text.
 */
export function canonicalPolicy(version: PolicyVersionDate, statements: readonly Statement[]): Policy {
  const byText = new Map(statements.map((statement) => [statementText(statement), statement]));
  const sorted = byText.size < 2 ? [...byText] : [...byText].sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = sorted.map(([text]) => text).join(',');
  return {
    version,
    statements: sorted.map(([, statement]) => statement),
    key: `{"Version":"${version}","Statement":[${texts}]}`,
  };
}

/** A canonical statement as minimal JSON text; equal for two statements if and only if they are equal. */
export function statementText({ sid, effect, principal, action, resource, conditions }: Statement): string {
  const text = JSON.stringify({
    Sid: sid === '' ? undefined : sid,
    Effect: effect,
    [principal?.negated ? 'NotPrincipal' : 'Principal']: principal && principalJson(principal.values),
    [action.negated ? 'NotAction' : 'Action']: listJson(action.values),
    [resource?.negated ? 'NotResource' : 'Resource']: resource && listJson(resource.values),
    Condition: conditions.length === 0 ? undefined : conditionJson(conditions),
  });
  return text.replace(BEYOND_LATIN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function listJson(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}

function principalJson(principals: Principals): unknown {
  if (isEveryone(principals)) return '*';
  const json: Record<string, unknown> = {};
  for (const type of PRINCIPAL_TYPES) {
    const values = principals[type];
    if (values !== undefined) json[type] = listJson(values);
  }
  return json;
}

function conditionJson(clauses: readonly ConditionClause[]): unknown {
  const json: Record<string, Record<string, unknown>> = {};
  for (const clause of clauses) {
    const name = operatorName(clause);
    // Both names of one operator on the same key are two demands: the second keeps the other name.
    const free =
      json[name]?.[clause.key] === undefined ? name : operatorName({ ...clause, operator: otherName(clause.operator) });
    const keys = json[free] ?? {};
    keys[clause.key] = listJson(clause.values);
    json[free] = keys;
  }
  return json;
}
