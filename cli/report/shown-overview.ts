import { overviewJson } from '../../report/overview/overview-json.ts';
import { overviewMarkdown } from '../../report/overview/overview-markdown.ts';
import { overviewSarif } from '../../report/overview/overview-sarif.ts';
import { overviewText } from '../../report/overview/overview-text.ts';
import { sarifOptions } from '../audit/shown-audit.ts';
import type { Io } from '../terminal/io.ts';
import { colorOf, widthOf } from '../terminal/style.ts';
import type { MadeReport } from './made-report.ts';
import type { ReportFormat } from './report-options.ts';

/**
 * A report in the format that was asked for.
 * @param toFile a file gets no colours
 */
export async function shownOverview(made: MadeReport, format: ReportFormat, toFile: boolean, io: Io): Promise<string> {
  const { overview, audit, read } = made;
  if (format === 'json') return overviewJson(overview);
  if (format === 'markdown') return overviewMarkdown(overview);
  if (format === 'html') return (await import('../../report/html/overview-html.ts')).overviewHtml(overview);
  if (format === 'sarif') return overviewSarif(overview, audit, sarifOptions(read));
  const sources = new Map([...read.definitions, ...read.specs]);
  return overviewText(overview, { color: !toFile && colorOf(io.stdout, io), width: widthOf(io.stdout), sources });
}
