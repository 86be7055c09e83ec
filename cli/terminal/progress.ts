import type { Progress } from '../../reconciler/ports.ts';
import { printable } from '../../report/escaping/printable.ts';
import type { Io } from './io.ts';

const QUIET_MILLISECONDS = 1000;
const PAUSE_MILLISECONDS = 100;

function words(progress: Progress): string {
  if (progress.stage === 'reading') return `reading the account: ${progress.roles} roles`;
  if (progress.stage === 'describing') return `describing task definitions: ${progress.done} of ${progress.of}`;
  if (progress.stage === 'comparing') return `comparing: ${progress.done} of ${progress.of}`;
  return `applying: ${progress.done} of ${progress.of}, ${printable(progress.role)}`;
}

export interface ProgressLine {
  readonly show: ((progress: Progress) => void) | undefined;
  clear(): void;
}

/** One line on a terminal's stderr that says what goes on, once that takes longer than a second. */
export function progressLine({ stderr, clock }: Io): ProgressLine {
  if (!stderr.isTerminal) return { show: undefined, clear: () => {} };
  let next = clock.now().getTime() + QUIET_MILLISECONDS;
  let shown = false;
  const show = (progress: Progress) => {
    const now = clock.now().getTime();
    if (now < next) return;
    next = now + PAUSE_MILLISECONDS;
    shown = true;
    stderr.write(`\r\u001b[2K${words(progress).slice(0, stderr.columns ?? 80)}`);
  };
  return { show, clear: () => shown && stderr.write('\r\u001b[2K') };
}
