import type { RoleSubject } from '../../audit/types.ts';
import type { AuditRun } from './ports.ts';
import { namedRoles } from './read-roles.ts';
import { readReference } from './role-reference.ts';

/** What could not be read of the account's own roles, in sentences; another account's, and placeholders, are no failure to read. */
export function unreadRoles({ definitions, account }: AuditRun, roleOf: (reference: string) => RoleSubject): readonly string[] {
  const sentences = [...namedRoles(definitions)].flatMap((reference) => {
    const { kind } = readReference(reference, account);
    return kind === 'foreign' || (kind === 'unusable' && isPlaceholder(reference)) ? [] : unreadOf(roleOf(reference));
  });
  return [...new Set(sentences)];
}

/** As templates have them: `<ROLE>`, `${ROLE}`, `{{role}}`, `%ROLE%`. */
function isPlaceholder(reference: string): boolean {
  return /[<{%$]/.test(reference);
}

function unreadOf(subject: RoleSubject): readonly string[] {
  if (subject.state === 'absent') return [];
  if (subject.state === 'unknown') return [sentence(subject.reason)];
  const { name, unread } = subject.role;
  if (unread.length === 0) return [];
  return [`Of role ${name}, ${unread.join(', ')} could not be read, so it is not known what that allows or denies.`];
}

function sentence(reason: string): string {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}
