import { shellCommand } from '../../../../audit/remedies/shell.ts';
import type { Reason, ReasonCode } from '../../../../reconciler/types.ts';
import type { RoleStatus } from '../../../state/state.ts';
import type { AlertViolation } from '../../alert.ts';
import { identified } from './identified.ts';
import { NOTHING_COMPARED, ofRole } from './role-subject.ts';
import { controllerCommand, type Watcher } from './watcher.ts';

/** A role whose spec cannot be used, so that nobody keeps it. */
export function specViolation(role: RoleStatus, watcher: Watcher): AlertViolation {
  const { file, line } = role.spec ?? { file: 'the spec', line: 1 };
  return identified({
    ...ofRole(role, watcher),
    ...NOTHING_COMPARED,
    topic: 'spec',
    what: 'Invalid',
    severity: 'high',
    message: withoutStop(messageOf(role.reasons, 'Invalid') ?? 'The spec cannot be used'),
    outcome: '',
    next: {
      text: `Correct ${file}:${line}; until then the role stays as it is, whoever changes it`,
      command: shellCommand('rolecall', 'validate', file),
    },
    value: '',
  });
}

/** A role that may not, or cannot, be written. What that means for access is told by its drift, with its own severity. */
export function refusalViolation(role: RoleStatus, { code, message }: Reason, watcher: Watcher): AlertViolation {
  return identified({
    ...ofRole(role, watcher),
    ...NOTHING_COMPARED,
    topic: 'refusal',
    what: code,
    severity: 'medium',
    message: withoutStop(message),
    outcome: code === 'Failed' ? 'The role may be changed in part' : 'Nothing was written to the role',
    next: {
      text: 'Put right what holds it back; then a pass goes on',
      command: controllerCommand(watcher, 'reconcile', role.name),
    },
    value: '',
  });
}

/** A role that could not be read or judged: worth a word only if that lasts. */
export function unreadViolation(role: RoleStatus, watcher: Watcher): AlertViolation {
  const why = role.reasons.map(({ message }) => message).join(' ');
  return identified({
    ...ofRole(role, watcher),
    ...NOTHING_COMPARED,
    topic: 'reads',
    what: 'FailingReads',
    severity: 'high',
    message: 'The role could not be read or judged several times in a row, so nobody knows whether it drifts',
    detail: why === '' ? [] : [withoutStop(why)],
    outcome: 'Nothing is written to it meanwhile',
    next: {
      text: 'Give back what the controller lacks, then ask for a pass',
      command: controllerCommand(watcher, 'reconcile', role.name),
    },
    value: '',
  });
}

function messageOf(reasons: readonly Reason[], wanted: ReasonCode): string | undefined {
  return reasons.find(({ code }) => code === wanted)?.message;
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
