import type { AuditReport } from '../../../audit/types.ts';
import { definitionName } from '../definition-words.ts';
import { sarifMessage } from './sarif-message.ts';
import type { SarifInvocation, SarifNotification } from './sarif-types.ts';

/** What is no finding and yet to be known: problems, notices, what could not be verified. */
function notifications(report: AuditReport): readonly SarifNotification[] {
  const problems = report.problems.map(({ file, line, column, message, severity }) => {
    return { level: severity, message: sarifMessage(`${file}:${line}:${column}: ${message}`) };
  });
  const notices = report.notices.map((notice) => ({ level: 'note' as const, message: sarifMessage(notice) }));
  const unverified = report.taskDefinitions.flatMap((definition) => {
    return definition.unverified.map(({ message }) => {
      return { level: 'note' as const, message: sarifMessage(`${definitionName(definition)}: ${message}`) };
    });
  });
  return [...problems, ...notices, ...unverified];
}

/** The run as such: whether all could be judged, and what else is to be said of it. */
export function sarifInvocation(report: AuditReport): SarifInvocation {
  return {
    executionSuccessful: report.complete && report.problems.every(({ severity }) => severity !== 'error'),
    startTimeUtc: report.startedAt,
    endTimeUtc: report.finishedAt,
    toolExecutionNotifications: notifications(report),
  };
}
