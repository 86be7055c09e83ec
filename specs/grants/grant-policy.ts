import { GRANT_TABLE, type Grant, TASK_GRANT_TABLE } from './grant-table.ts';

const SIDS = [...new Set(Object.values({ ...GRANT_TABLE, ...TASK_GRANT_TABLE }).flatMap((rules) => rules.map(({ sid }) => sid)))];

/** The JSON text of one identity policy that allows the grants: without white space, the same for the same grants in any order. */
export function grantsPolicy(grants: readonly Grant[]): string {
  const bySid = SIDS.map((sid) => grants.filter((grant) => grant.sid === sid));
  return JSON.stringify({ Version: '2012-10-17', Statement: bySid.filter(([first]) => first !== undefined).map(statement) });
}

function statement(grants: readonly Grant[]) {
  const [{ sid, actions } = { sid: '', actions: [] }] = grants;
  const resources = [...new Set(grants.map(({ resource }) => resource))].sort();
  return { Sid: sid, Effect: 'Allow', Action: scalar(actions), Resource: scalar(resources) };
}

/** IAM takes a single value without brackets, and counts every character against the quota. */
function scalar(values: readonly string[]): string | readonly string[] {
  const [first, ...others] = values;
  return first !== undefined && others.length === 0 ? first : values;
}
