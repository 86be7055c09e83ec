import { jsonText } from '../../report/escaping/json-text.ts';
import { printable } from '../../report/escaping/printable.ts';
import { counted } from '../../report/words/counts.ts';
import type { Severity } from '../../specs/types.ts';
import type { Payloads } from './payloads.ts';
import { readableBlocks } from './readable-blocks.ts';

/** What a dry run shows. */
export interface Preview {
  readonly account: string;
  readonly madeAt: string;
  /** From here on people are told. */
  readonly alertSeverity: Severity;
  /** The only one that was asked for; `null` for all. */
  readonly channel: string | null;
  readonly channels: readonly Payloads[];
  readonly unjudged: readonly string[];
  readonly notices: readonly string[];
}

/** For programs. */
export function previewJson(preview: Preview): string {
  return `${jsonText({ apiVersion: 'rolecall/v1', kind: 'NotifyPreview', ...preview }, 2)}\n`;
}

/** For people: a heading for each channel, and under it each message as one reads it. @param takes what goes to the only channel */
export function previewText({ account, channel, channels, unjudged, notices }: Preview, takes: string | null): string {
  const where = channel === null ? '' : ` in ${channel}`;
  const which = takes === null ? '' : `${where}, which takes ${takes}`;
  const first =
    channels.length === 0
      ? `Nothing would be said${which}: nothing${takes === null ? '' : ' of that'} is known to be wrong in account ${account}.`
      : `This would be said now${where}, if nothing had been said before. Nothing was sent. The exact payloads are those of --format json.`;
  const paragraphs = [[first], ...channels.map(channelLines), unjudgedLines(unjudged), notices];
  const shown = paragraphs.filter((lines) => lines.length > 0);
  return shown.map((lines) => lines.map((line) => `${printable(line)}\n`).join('')).join('\n');
}

const PLACES: Readonly<Record<Payloads['kind'], string>> = { slack: 'Slack', sns: 'SNS', eventBridge: 'EventBridge' };

function channelLines(payloads: Payloads): readonly string[] {
  const noun = payloads.kind === 'eventBridge' ? 'event' : 'message';
  const heading = `${payloads.channel} (${PLACES[payloads.kind]}, ${counted(payloads.messages.length, noun)})`;
  return [heading, ...textsOf(payloads).flatMap(indented)];
}

function textsOf(payloads: Payloads): readonly string[] {
  if (payloads.kind === 'slack') return payloads.messages.map(({ blocks }) => readableBlocks(blocks));
  if (payloads.kind === 'sns') return payloads.messages.map(({ subject, bodies }) => `Subject: ${subject}\n${bodies.email}`);
  const events = payloads.messages.map(({ detailType, detail: { severity, subject, what, message } }) =>
    printable(`${detailType}, ${severity}: ${subject.name} ${what}. ${message}.`),
  );
  return [events.join('\n')];
}

function indented(text: string): readonly string[] {
  return ['', ...text.split('\n').map((line) => `    ${line}`.trimEnd())];
}

function unjudgedLines(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [
    'Not known, for it could not be read or judged; people are told of it if that lasts:',
    ...names.map((name) => `    ${name}`),
  ];
}
