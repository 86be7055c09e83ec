import { stat } from 'node:fs/promises';
import { writeFileAtomically } from '../../adapters/write-file.ts';
import type { AuditReport } from '../../audit/types.ts';
import { waiversYaml } from '../../report/audit/waivers-yaml.ts';
import { printable } from '../../report/escaping/printable.ts';
import { counted } from '../../report/words/counts.ts';
import type { Guards } from '../../specs/types.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';

const DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;

/** Waivers that somebody wrote by hand are never written over. @throws {UserError} */
export async function refuseExistingWaivers(file: string): Promise<void> {
  const known = await stat(file).catch(() => undefined);
  if (known?.isFile() || known?.isDirectory()) throw new UserError(`${file} exists already. Name a new file for the waivers.`);
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function told(count: number, file: string, until: string): string {
  if (count === 0) return 'No waiver was written: there is no finding that a waiver may mute.';
  return `Wrote ${counted(count, 'waiver')} to ${printable(file)}, until ${until}. Give the file with --specs, or put it among the specs.`;
}

/** Accepts what was found today for 90 days, as a file of specs, and says what stays open. */
export async function writeWaivers(report: AuditReport, file: string, { waivable }: Guards, io: Io): Promise<void> {
  const now = io.clock.now();
  const until = day(new Date(now.getTime() + DAYS * DAY_MILLISECONDS));
  const reason = `Found on ${day(now)} and accepted for now`;
  const { yaml, count, remaining } = waiversYaml(report, { until, reason, waivable });
  if (count > 0) await writeFileAtomically(file, yaml);
  io.stderr.write(`${told(count, file, until)}\n`);
  if (remaining.length === 0) return;
  const rules = [...new Set(remaining.map(({ rule }) => rule))].join(', ');
  io.stderr.write(
    `${counted(remaining.length, 'finding')} ${remaining.length === 1 ? 'stays' : 'stay'} open, since the guards let no waiver mute ${remaining.length === 1 ? 'it' : 'them'}: ${rules}. What may be waived stands under waivable in rolecall.yml.\n`,
  );
}
