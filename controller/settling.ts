import type { RoleReport } from '../reconciler/types.ts';

/** Whether a role was not judged because it was written moments ago, and a read may be stale. */
export function isSettling({ status, reasons }: Pick<RoleReport, 'status' | 'reasons'>): boolean {
  return status === 'Progressing' && reasons.some(({ code }) => code === 'Settling');
}

/** Whether a run stopped while the trust policy was narrowed for a change: every minute that it stays so may be an outage. */
export function isInterrupted({ status, reasons }: Pick<RoleReport, 'status' | 'reasons'>): boolean {
  return status === 'Progressing' && reasons.some(({ code }) => code === 'Narrowed');
}
