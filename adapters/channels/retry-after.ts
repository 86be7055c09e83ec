/** Whoever asks to wait longer is asked again the next day. */
const LONGEST = 86_400;

/** Seconds, as AWS and Slack send them, to milliseconds, a day at most; `undefined` for none that can be understood. */
export function retryAfter(header: string | null): number | undefined {
  const seconds = header?.trim() ?? '';
  return /^\d+$/.test(seconds) ? Math.min(Number(seconds), LONGEST) * 1000 : undefined;
}
