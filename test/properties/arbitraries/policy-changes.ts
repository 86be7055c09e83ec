import type { PolicyDocument, PolicyStatement } from './policy.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** One change of meaning to one statement: what was changed, and the statement after it. */
export type StatementChange = readonly [name: string, changed: PolicyStatement];

/** An ordinary value that no arbitrary makes, for each element that holds a list. */
const FRESH: Readonly<Record<string, string>> = { Action: 'fresh:Action', Resource: 'arn:aws:s3:::fresh' };
const FRESH_PRINCIPALS: Readonly<Record<string, string>> = {
  AWS: '999988887777',
  Service: 'fresh.amazonaws.com',
  Federated: 'fresh.example.com',
};

/** The document with a statement that no other equals, to be changed. */
export function marked(document: PolicyDocument, index: number): PolicyDocument {
  return replaced(document, index, (statement) => {
    const action = 'Action' in statement ? 'Action' : 'NotAction';
    return { ...statement, [action]: ['marked:Action', ...listOf(statement[action])] };
  });
}

export function replaced(
  document: PolicyDocument,
  index: number,
  change: (statement: PolicyStatement) => PolicyStatement,
): PolicyDocument {
  return { ...document, Statement: document.Statement.map((each, at) => (at === index ? change(each) : each)) };
}

/** Every way to change one point of what a statement means. */
export function changesOfMeaning(statement: PolicyStatement): readonly StatementChange[] {
  return [
    ['the effect', { ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' }],
    ...Object.keys(statement).flatMap((name) => changesOfElement(statement, name)),
    ...changesOfCondition(statement),
  ];
}

function changesOfElement(statement: PolicyStatement, name: string): readonly StatementChange[] {
  const element = name.replace('Not', '');
  if (element === 'Principal') return [negation(statement, name), ...changesOfPrincipal(statement, name)];
  const fresh = FRESH[element];
  if (fresh === undefined) return [];
  const list = listOf(statement[name]);
  return [
    negation(statement, name),
    ...changedLists(list, fresh).map(([how, values]): StatementChange => [`${how} of ${name}`, { ...statement, [name]: values }]),
  ];
}

function negation(statement: PolicyStatement, name: string): StatementChange {
  const { [name]: value, ...rest } = statement;
  const negated = name.startsWith('Not') ? name.slice(3) : `Not${name}`;
  return [`${name} to ${negated}`, { ...rest, [negated]: value } as PolicyStatement];
}

function changesOfPrincipal(statement: PolicyStatement, name: string): readonly StatementChange[] {
  const map = statement[name];
  if (map === '*') return [['everyone to one account', { ...statement, [name]: { AWS: FRESH_PRINCIPALS.AWS } }]];
  return Object.entries(FRESH_PRINCIPALS).flatMap(([type, fresh]) =>
    changedLists(listOf((map as JsonObject)[type]), fresh).map(([how, values]): StatementChange => {
      const kept = Object.entries({ ...(map as JsonObject), [type]: values });
      return [`${how} of ${name} ${type}`, { ...statement, [name]: Object.fromEntries(kept) }];
    }),
  );
}

/** A value more, a value replaced, a value less. */
function changedLists(list: readonly unknown[], fresh: unknown): readonly (readonly [how: string, values: readonly unknown[]])[] {
  const changed = [['a value more', [...list, fresh]] as const];
  if (list.length === 0) return changed;
  const replacement = ['a value replaced', [...list.slice(1), fresh]] as const;
  return list.length === 1 ? [...changed, replacement] : [...changed, replacement, ['a value less', list.slice(1)] as const];
}

function changesOfCondition(statement: PolicyStatement): readonly StatementChange[] {
  const condition = statement.Condition ?? {};
  const withCondition = (changed: JsonObject) => ({ ...statement, Condition: changed }) as PolicyStatement;
  const more: StatementChange = ['an operator more', withCondition({ ...condition, BinaryEquals: { 'fresh:Key': 'QQ==' } })];
  const changes = Object.entries(condition).flatMap(([operator, keys]) => {
    const { [operator]: _, ...rest } = condition;
    return [
      ['an operator less', withCondition(rest)] as const,
      ['an operator replaced', withCondition({ ...rest, BinaryEquals: keys })] as const,
      ['a key more', withCondition({ ...condition, [operator]: { ...keys, 'fresh:Key': 'x' } })] as const,
      ...Object.keys(keys).flatMap((key) => changesOfKey(statement, operator, key)),
    ];
  });
  return [more, ...changes];
}

function changesOfKey(statement: PolicyStatement, operator: string, key: string): readonly StatementChange[] {
  const { [key]: value, ...rest } = statement.Condition?.[operator] ?? {};
  const withKeys = (keys: JsonObject) =>
    ({ ...statement, Condition: { ...statement.Condition, [operator]: keys } }) as PolicyStatement;
  return [
    ['a key less', withKeys(rest)],
    ['a key replaced', withKeys({ ...rest, 'fresh:Key': value })],
    ...changedLists(listOf(value), 'fresh').map(
      ([how, values]): StatementChange => [`${how} of ${key}`, withKeys({ ...rest, [key]: values })],
    ),
  ];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
