import { stringify } from 'yaml';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import type { ActionCall } from '../../reconciler/types.ts';
import type { DiffLine } from './drift-diff.ts';
import { partitionOf } from './partition.ts';
import { documentTree, spellingOf } from './policy-lines.ts';

type Call<C extends ActionCall['call']> = Extract<ActionCall, { call: C }>['input'];

/** The inputs of all calls of one kind. */
export function inputsOf<C extends ActionCall['call']>(actions: readonly ActionCall[], call: C): readonly Call<C>[] {
  return actions.filter((action) => action.call === call).map(({ input }) => input as Call<C>);
}

function shownDocument(text: string, kind: PolicyKind): unknown {
  const parsed = parsePolicy(text, kind, partitionOf(text), 'desired');
  return parsed.ok ? documentTree(parsed.policy, spellingOf([text])) : text;
}

/** What a document is once all calls are made: the last write counts. */
function inlinePolicies(actions: readonly ActionCall[]): ReadonlyMap<string, unknown> {
  const written = inputsOf(actions, 'PutRolePolicy');
  return new Map(written.map(({ PolicyName, PolicyDocument }) => [PolicyName, shownDocument(PolicyDocument, 'identity')]));
}

function isSaid(value: unknown): boolean {
  if (value instanceof Map) return value.size > 0;
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** The role as its calls leave it, in the words of a spec. */
function createdRole(input: Call<'CreateRole'>, actions: readonly ActionCall[]): object {
  const trust = inputsOf(actions, 'UpdateAssumeRolePolicy').at(-1)?.PolicyDocument ?? input.AssumeRolePolicyDocument;
  const role = {
    path: input.Path,
    description: input.Description,
    maxSessionDuration: input.MaxSessionDuration,
    trustPolicy: shownDocument(trust, 'trust'),
    managedPolicies: inputsOf(actions, 'AttachRolePolicy').map(({ PolicyArn }) => PolicyArn),
    inlinePolicies: inlinePolicies(actions),
    permissionsBoundary: input.PermissionsBoundary,
    tags: new Map((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
  };
  return Object.fromEntries(Object.entries(role).filter(([, value]) => isSaid(value)));
}

const ONE_LINE_A_VALUE = { lineWidth: 0, blockQuote: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const;

/** All that a role which is to be created will be, uncut, for a reviewer to judge; empty where no plan creates it. */
export function newRoleLines(actions: readonly ActionCall[]): readonly DiffLine[] {
  const [input] = inputsOf(actions, 'CreateRole');
  if (input === undefined) return [];
  return stringify(createdRole(input, actions), ONE_LINE_A_VALUE)
    .trimEnd()
    .split('\n')
    .map((line) => ({ sign: '+', text: line }));
}
