import type { AuditRequest } from './audit-request.ts';

/** The message that asks for this; `readAuditMessage` makes the same request of it. */
export function auditMessageOf(request: AuditRequest): string {
  const { kind, ...rest } = request;
  return JSON.stringify({ rolecall: kind, ...rest });
}
