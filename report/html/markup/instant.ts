import { type Content, html } from './html.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "23 Nov 2026", of an ISO 8601 date or instant; anything else as it is. */
export function dayWords(instant: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(instant) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? instant : `${Number(day)} ${name} ${year}`;
}

/** "23 Nov 2026, 08:00 UTC", of an ISO 8601 instant in UTC; anything else as it is. */
export function instantWords(instant: string): string {
  const [, time] = /T(\d\d:\d\d)[\d:.]*Z$/.exec(instant) ?? [];
  return time === undefined ? instant : `${dayWords(instant)}, ${time} UTC`;
}

/** An instant for people and machines. */
export function time(instant: string): Content {
  return html`<time datetime="${instant}">${instantWords(instant)}</time>`;
}
