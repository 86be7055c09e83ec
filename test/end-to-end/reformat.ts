import type { ExportedRole } from './exported-account.ts';

type Value = unknown;
type Fields = Record<string, Value>;

const ROOT = /^arn:aws:iam::(\d{12}):root$/;

function isList(value: Value): value is Value[] {
  return Array.isArray(value);
}

/** A scalar as a list, a list of one as a scalar, a longer one backwards and with its last value twice. */
function otherList(value: Value): Value {
  if (!isList(value)) return [value];
  return value.length === 1 ? value[0] : [...value].reverse().concat(value.slice(-1));
}

function backwards(fields: Fields, change: (key: string, value: Value) => Value): Fields {
  return Object.fromEntries(
    Object.entries(fields)
      .reverse()
      .map(([key, value]) => [key, change(key, value)]),
  );
}

function mapped(value: Value, change: (text: string) => string): Value {
  return isList(value) ? value.map((each) => change(String(each))) : change(String(value));
}

function principal(value: Value): Value {
  if (value === '*') return { AWS: '*' };
  return backwards(value as Fields, (_key, who) => otherList(mapped(who, (text) => text.replace(ROOT, '$1'))));
}

function statement(fields: Fields, spelled: (action: string) => string): Fields {
  return backwards(fields, (key, value) => {
    if (key === 'Action' || key === 'NotAction') return otherList(mapped(value, spelled));
    if (key === 'Resource' || key === 'NotResource') return otherList(value);
    if (key === 'Principal') return principal(value);
    if (key === 'Condition') return condition(value as Fields);
    return value;
  });
}

/** Condition keys fold case; operators do not have to. */
function condition(operators: Fields): Fields {
  return backwards(operators, (_operator, keys) =>
    Object.fromEntries(Object.entries(keys as Fields).map(([key, value]) => [key.toUpperCase(), otherList(value)])),
  );
}

const shouted = (action: string) => action.toUpperCase();

/** The same document in other words: every order, the case of actions, scalar or list, an empty Sid, an account id for its root. */
export function reformatted(document: unknown, spelled = shouted): Fields {
  const { Statement, ...rest } = document as Fields;
  const given = isList(Statement) ? Statement : [Statement];
  const [first, ...others] = given.map((each) => statement(each as Fields, spelled)).reverse();
  const statements = [first?.Sid === undefined ? { Sid: '', ...first } : first, ...others];
  return { Statement: statements.length === 1 ? statements[0] : statements, ...rest };
}

/** Writes all documents of a role differently; IAM's own answers are URL-encoded. */
export function reformatRole(role: ExportedRole): void {
  const encoded = (document: unknown) => encodeURIComponent(JSON.stringify(reformatted(document), null, 4));
  role.AssumeRolePolicyDocument = encoded(role.AssumeRolePolicyDocument);
  role.RolePolicyList = role.RolePolicyList.map(({ PolicyName, PolicyDocument }) => ({
    PolicyName,
    PolicyDocument: encoded(PolicyDocument),
  })).reverse();
  role.AttachedManagedPolicies.reverse();
  role.Tags.reverse();
}
