import type { RoleReport, Status, Summary } from './types.ts';

/** Counts roles by status; the counts add up to `roles`. */
export function summarize(roles: readonly Pick<RoleReport, 'status'>[]): Summary {
  const count = (status: Status) => roles.filter((role) => role.status === status).length;
  return {
    roles: roles.length,
    inSync: count('InSync'),
    drifted: count('Drifted'),
    corrected: count('Corrected'),
    refused: count('Refused'),
    failed: count('Failed'),
    unknown: count('Unknown'),
    invalid: count('Invalid'),
    suspended: count('Suspended'),
    progressing: count('Progressing'),
    orphaned: count('Orphaned'),
  };
}
