import { StateConflict } from '../ports.ts';
import type { Before, ReportForm, ReportPorts, ReportStore } from './report-ports.ts';

/** A report, as it lies in the store. */
export interface Kept<R> {
  readonly report: R;
  /** Whether this very run made it. */
  readonly isNew: boolean;
}

/**
 * The report of that name: as it is kept, or made now and kept. One that is damaged is made anew.
 * @param earlier names of those for an earlier time, the newest first
 * @throws {StateUnreadable} then nothing was written
 */
export async function keptReport<R>(
  name: string,
  earlier: readonly string[],
  { form, store }: Pick<ReportPorts<R>, 'form' | 'store'>,
): Promise<Kept<R>> {
  const stored = await store.json(name).read();
  const known = stored && form.read(stored.value);
  if (known !== undefined && 'report' in known) return { report: known.report, isNew: false };
  const made = await form.make(await reportBefore(earlier, form, store));
  try {
    await store.json(name).write(form.json(made), stored?.version);
    return { report: made, isNew: true };
  } catch (error) {
    if (!(error instanceof StateConflict)) throw error;
    return { report: await ofAnother(name, error, form, store), isNew: false };
  }
}

/** What another run made of the same name meanwhile counts, so that all is said of one report. */
async function ofAnother<R>(name: string, conflict: StateConflict, form: ReportForm<R>, store: ReportStore): Promise<R> {
  const stored = await store.json(name).read();
  const reading = stored && form.read(stored.value);
  if (reading !== undefined && 'report' in reading) return reading.report;
  throw conflict;
}

/** A run may have died before it wrote its report, so the newest that there is. */
async function reportBefore<R>(earlier: readonly string[], form: ReportForm<R>, store: ReportStore): Promise<Before<R>> {
  for (const name of earlier) {
    const stored = await store.json(name).read();
    if (stored === undefined) continue;
    const reading = form.read(stored.value);
    if ('report' in reading) return { report: reading.report, notices: [] };
    const notice = `Nothing is compared with the report before (${name}): it ${reading.problem}.`;
    return { report: null, notices: [notice] };
  }
  return { report: null, notices: [] };
}
