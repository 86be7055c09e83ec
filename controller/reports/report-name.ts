/** The name of a report: the minute it was scheduled for, as in `2026-11-23T0600Z`. Names sort as their times do. */
export function reportName(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace(':', '')}Z`;
}
