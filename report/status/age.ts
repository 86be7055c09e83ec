import type { Instant } from '../../controller/state/state.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The largest unit of which there are two: `90s`, `12m`, `30h`, `9d`. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 2 * MINUTE) return `${whole}s`;
  if (whole < 2 * HOUR) return `${Math.floor(whole / MINUTE)}m`;
  return whole < 2 * DAY ? `${Math.floor(whole / HOUR)}h` : `${Math.floor(whole / DAY)}d`;
}

/** How long ago that was; of a later instant, `0s`. */
export function age(instant: Instant, now: Instant): string {
  return durationWords((Date.parse(now) - Date.parse(instant)) / 1000);
}
