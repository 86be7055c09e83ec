import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { NOTICE_KINDS, TOPICS } from '../../controller/alerts/alert.ts';
import { checkAlertEvent } from '../../report/alerts/events/alert-event-schema.ts';
import { eventEntries } from '../../report/alerts/events/event-entries.ts';
import { topicMessages } from '../../report/alerts/sns/topic-messages.ts';
import { messageExamples, pendingOf } from './pictures/message-example.ts';
import { messagePictures } from './pictures/message-pictures.ts';
import pictured from './pictures/pictured.json' with { type: 'json' };

const FILE = 'docs/alerts.md';
const text = readFileSync(FILE, 'utf8');
const examples = messageExamples();
const drift = pendingOf(examples.find(({ name }) => name === 'drift') ?? {});
const [manifest = '', pattern = '', event = ''] = [...text.matchAll(/```json\n(.*?)```/gs)].map(([, block = '']) => block);

describe('pictures', () => {
  const pictures = messagePictures();

  test.each(pictures)('$title: the picture is in the document, readable and small', ({ file }) => {
    expect(text).toContain(`](pictures/${file}.png)`);
    const picture = readFileSync(`docs/pictures/${file}.png`);
    expect(picture.readUInt32BE(16)).toBe(760);
    expect(picture.length).toBeLessThan(60_000);
  });

  test.each(pictures)('$title: the picture says what people are told; else run npm run pictures', ({ file, text: said }) => {
    expect((pictured as Readonly<Record<string, readonly string[]>>)[file]?.join('\n')).toBe(said);
  });

  test('no other pictures of messages are shown', () => {
    const shown = [...text.matchAll(/\]\(pictures\/(\S+)\.png\)/g)].map(([, file]) => file);
    expect([...shown].sort()).toEqual(pictures.map(({ file }) => file).sort());
  });

  test('every topic and every kind of notice is shown', () => {
    const notices = examples.flatMap((example) => pendingOf(example).notices);
    expect(new Set(notices.map(({ violation }) => violation.topic))).toEqual(new Set(TOPICS));
    expect(new Set(notices.map(({ kind }) => kind))).toEqual(new Set(NOTICE_KINDS));
  });

  test('every form of a message is shown', () => {
    expect(examples.filter(({ digest }) => digest)).toHaveLength(1);
    expect(examples.filter(({ thread }) => thread)).toHaveLength(1);
    expect(examples.filter(({ as }) => as === 'email')).toHaveLength(1);
    expect(examples.filter(({ overview }) => overview !== undefined)).toHaveLength(1);
    expect(examples.filter((example) => pendingOf(example).notices.length > 3)).toHaveLength(1);
  });
});

describe('events', () => {
  const [entry] = eventEntries(drift);
  const example = {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': entry?.detailType,
    source: entry?.source,
    account: '111122223333',
    time: '2026-11-22T08:00:00Z',
    region: 'eu-west-1',
    resources: [],
    detail: JSON.parse(entry?.detail ?? '{}'),
  };

  test('the example is what is put on a bus (UPDATE_CASES=1 writes it)', () => {
    if (process.env.UPDATE_CASES) {
      const block = `${JSON.stringify(example, null, 2)}\n`;
      writeFileSync(
        FILE,
        text.replace(event, () => block),
      );
      return;
    }
    expect(JSON.parse(event)).toEqual(example);
    checkAlertEvent(JSON.parse(event).detail);
  });

  test('the pattern matches it, and what it names is what events have', () => {
    expect(matches(JSON.parse(pattern), example)).toBe(true);
    const told = NOTICE_KINDS.flatMap((kind) =>
      eventEntries({ ...drift, notices: drift.notices.map((one) => ({ ...one, kind })) }),
    );
    const types = told.map(({ detailType }) => detailType);
    expect(types).toEqual(expect.arrayContaining(JSON.parse(pattern)['detail-type']));
    for (const type of [...types, 'Rolecall Report']) expect(text).toContain(`\`${type}\``);
  });

  test('a filter of subscriptions names attributes that messages carry', () => {
    const [, quoted = ''] = /--attributes '(.*?)'/.exec(text) ?? [];
    const filter = JSON.parse(JSON.parse(quoted).FilterPolicy) as Readonly<Record<string, readonly string[]>>;
    const [message] = topicMessages(drift, null);
    const carried = (message?.attributes ?? {}) as Readonly<Record<string, readonly string[]>>;
    for (const [name, values] of Object.entries(filter))
      expect(carried[name]?.some((value) => values.includes(value))).toBe(true);
    for (const name of Object.keys(carried)) expect(text).toContain(`\`${name}\``);
  });
});

/** EventBridge's matching of exact values, as far as the example needs it. */
function matches(wanted: object, given: unknown): boolean {
  return Object.entries(wanted).every(([key, value]) => {
    const found = (given as Readonly<Record<string, unknown>>)[key];
    return Array.isArray(value) ? value.includes(found) : matches(value, found);
  });
}

test('the manifest asks for no more than to write messages, and its token does not expire', () => {
  const { oauth_config, settings } = JSON.parse(manifest);
  expect(oauth_config).toEqual({ scopes: { bot: ['chat:write'] } });
  expect(settings.token_rotation_enabled).toBe(false);
});

test('parameters, alarms, variables and files that are named exist', () => {
  const known = Object.keys(parse(readFileSync('serverless.yml', 'utf8'), { logLevel: 'silent' }).params.default);
  for (const [, name] of text.matchAll(/--param "(\w+)=/g)) expect(known).toContain(name);
  for (const [, name] of text.matchAll(/`((?:slack|alert|event|report)[A-Z]\w+)`/g))
    expect([...known, 'alertSeverity']).toContain(name);
  const alarms = readFileSync('stack/resources/alarms.yml', 'utf8');
  for (const [, name] of text.matchAll(/alarm `rolecall-([\w-]+)`/g)) expect(alarms).toContain(`"\${Name}-${name}"`);
  const settings = ['notify/notify', 'channels/channel']
    .map((name) => readFileSync(`handlers/${name}-settings.ts`, 'utf8'))
    .join('');
  for (const [name] of text.matchAll(/ROLECALL_\w+/g)) expect(settings).toContain(`${name}:`);
  for (const [, file = ''] of text.matchAll(/`(stack\/[\w/.-]+\.yml)`|\]\(\.\.\/([\w/.-]+)\)/g))
    if (file !== '') expect(() => readFileSync(file)).not.toThrow();
});
