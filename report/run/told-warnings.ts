import type { Told } from '../../controller/alerts/tell.ts';
import { printable } from '../escaping/printable.ts';
import type { Warning } from './run-warnings.ts';

/** One for each channel that did not take everything. */
export function toldWarnings(told: readonly Told[]): readonly Warning[] {
  return told.flatMap(({ channel, notices, problem }) => {
    if (problem === null) return [];
    return [
      { message: 'channel failed', about: { channel: printable(channel), notices: String(notices), why: printable(problem) } },
    ];
  });
}
