import type { Instant } from './state/state.ts';

/** Whether an instant lies within so many seconds of now; clocks of two runs may differ, so also a little ahead of it. */
export function isWithin(at: Instant, now: Date, seconds: number): boolean {
  return Math.abs(now.getTime() - Date.parse(at)) < seconds * 1000;
}

export function secondsAfter(from: Date | Instant, seconds: number): Instant {
  return new Date(new Date(from).getTime() + seconds * 1000).toISOString();
}

/** `2026-11-23 06:00 UTC`, for people. */
export function minuteOf(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
