import { enumeration } from '../../iam/evaluation/wording.ts';
import { askRole } from '../needs/ask-role.ts';
import { mayBeEncrypted } from '../needs/encrypted.ts';
import { freeName, putPolicy } from '../remedies/permission-remedy.ts';
import { remedyOf } from '../remedies/remedy.ts';
import { detachPolicy, lastAccessed } from '../remedies/role-commands.ts';
import { inTurn } from '../remedies/shell.ts';
import type { AuditedRole, Need, Remedy, StatementReference } from '../types.ts';

/** What Amazon ECS needs of the role to start tasks, which must stay allowed. */
export interface Starting {
  readonly needs: readonly Need[];
  /** Whether that is all, of all task definitions. */
  readonly isComplete: boolean;
  /** Whether containers call with it as well, and nobody sees what. */
  readonly isTaskRole: boolean;
}

export interface TakeAway {
  readonly role: AuditedRole;
  /** What goes. */
  readonly statements: readonly StatementReference[];
  readonly text: string;
  /** Commands to run before. */
  readonly first?: readonly string[];
  readonly starting: Starting;
}

/**
 * Takes the policies that the statements stand in from the role, once it is allowed in another way what starts its tasks. Where a
 * spec decides, or it is not known what tasks need or call, there is nothing to paste that takes anything; and an inline policy is
 * named instead of deleted, since nothing brings it back.
 */
export function takeAway({ role, statements, text, first = [], starting }: TakeAway): Remedy {
  const names = [...new Set(statements.map(({ policy }) => policy))];
  const attached = names.filter((name) => role.managedPolicies.includes(name));
  const inline = names.filter((name) => !attached.includes(name));
  const taken = role.judged === 'declared' ? [] : attached;
  const commands = starting.isTaskRole
    ? [...first, lastAccessed(role.arn)]
    : [...first, ...(starting.isComplete ? detachments(role, taken, starting) : [])];
  const sentence = [text, ...whereElse(role, inline), ...before(taken, starting)].join('; ');
  return remedyOf(sentence, { command: commands.length === 0 ? null : inTurn(commands) });
}

function detachments(role: AuditedRole, taken: readonly string[], { needs }: Starting): readonly string[] {
  if (taken.length === 0) return [];
  const policies = role.access.policies.filter(({ name }) => !taken.includes(name));
  const rest = { ...role, access: { ...role.access, policies } };
  const isLost = needs.some(({ requests }) => requests.some((request) => askRole(rest, request).outcome !== 'allowed'));
  // All needs, so that the commands of several findings write the same.
  const put = isLost ? [putPolicy(freeName('StartTasks', role), needs, role)] : [];
  return [...put, ...taken.map((arn) => detachPolicy(role.name, arn))];
}

function whereElse({ judged, declared }: AuditedRole, inline: readonly string[]): readonly string[] {
  if (judged === 'declared') {
    const file = declared?.source.file ?? 'the file that declares the role';
    return [`the spec to change is in ${file}; what it leaves alone as additive or ignored has to be taken off by hand`];
  }
  if (inline.length === 0) return [];
  return [`the inline ${inline.length > 1 ? 'policies' : 'policy'} to change: ${enumeration(inline, 'and')}`];
}

/** What has to be known before the policies go, and is not. */
function before(taken: readonly string[], { needs, isComplete, isTaskRole }: Starting): readonly string[] {
  if (taken.length === 0) return [];
  const policies = enumeration(taken, 'and');
  if (isTaskRole) return [`ask IAM first what the role was used for lately, and detach ${policies} only then`];
  const others = `detach ${policies} only when all task definitions that use the role are looked at, as rolecall audit --all does`;
  const keys =
    'before that allow kms:Decrypt on the customer managed keys of what it reads, which a task definition does not show';
  return [...(isComplete ? [] : [others]), ...(needs.some(mayBeEncrypted) ? [keys] : [])];
}
