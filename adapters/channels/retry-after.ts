/** Seconds, as AWS and Slack send them, to milliseconds; `undefined` for none that can be understood. */
export function retryAfter(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : undefined;
}
