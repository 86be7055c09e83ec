import type { ReportPorts, ReportStore } from './report-ports.ts';
import { namesOf } from './said-reports.ts';

interface Named<R> {
  readonly name: string;
  readonly report: R;
}

type Publishing<R> = Pick<ReportPorts<R>, 'form' | 'store'>;

/**
 * Writes the page of a report that is kept, and the latest one. Which that is, is looked up again once it is written: a newer one
 * may have been published meanwhile, and the last to write must be the one that knows.
 */
export async function publishReport<R>(own: Named<R>, ports: Publishing<R>): Promise<void> {
  const { form, store } = ports;
  const page = form.page(own.report);
  await store.writePage(own.name, page);
  let written: string | undefined;
  for (;;) {
    const newest = await newestKept(own, ports);
    if (newest === undefined || newest.name === written) return;
    await store.writeLatest(form.json(newest.report), newest === own ? page : form.page(newest.report));
    written = newest.name;
  }
}

/** A run may have died before it kept its report. Where the newest that is kept cannot be read, none: an older one is not the latest. */
async function newestKept<R>(own: Named<R>, { form, store }: Publishing<R>): Promise<Named<R> | undefined> {
  for (const name of await namesIn(store)) {
    if (name <= own.name) return own;
    const stored = await store.json(name).read();
    if (stored === undefined) continue;
    const reading = form.read(stored.value);
    return 'report' in reading ? { name, report: reading.report } : undefined;
  }
  return own;
}

async function namesIn({ said }: ReportStore): Promise<readonly string[]> {
  const all = await said.read();
  return all === undefined ? [] : namesOf(all.value);
}
