import { RULES } from '../../audit/rules/rules.ts';
import type { AuditReport } from '../../audit/types.ts';
import manifest from '../../package.json' with { type: 'json' };
import { auditJson } from '../../report/audit/audit-json.ts';
import { auditMarkdown } from '../../report/audit/audit-markdown.ts';
import { auditText } from '../../report/audit/audit-text.ts';
import { auditSarif, type SarifOptions } from '../../report/audit/sarif/audit-sarif.ts';
import type { Waiver } from '../../specs/types.ts';
import type { Format } from '../input/options.ts';
import type { Io } from '../terminal/io.ts';
import { colorOf, widthOf } from '../terminal/style.ts';

/** What was read, to point at lines. */
export interface AuditSources {
  /** The text of each file. */
  readonly specs: ReadonlyMap<string, string>;
  readonly definitions: ReadonlyMap<string, string>;
  readonly waivers: readonly Waiver[];
}

/** What SARIF needs to point at lines, below the folder that one is in. */
export function sarifOptions({ definitions, waivers }: AuditSources): SarifOptions {
  const folder = process.cwd().replaceAll('\\', '/');
  return { rules: RULES, version: manifest.version, sources: definitions, waivers, folder };
}

/** An audit as standard output takes it. */
export function shownAudit(report: AuditReport, format: Format | 'sarif', read: AuditSources, io: Io): string {
  if (format === 'json') return auditJson(report);
  if (format === 'markdown') return auditMarkdown(report);
  if (format === 'sarif') return auditSarif(report, sarifOptions(read));
  const sources = new Map([...read.definitions, ...read.specs]);
  return auditText(report, { color: colorOf(io.stdout, io), width: widthOf(io.stdout), sources });
}
