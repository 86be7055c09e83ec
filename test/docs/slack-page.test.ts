import { expect, test } from '@jest/globals';
import { bold, code, header, plain, preformatted, richText, section } from '../../report/alerts/slack/blocks.ts';
import { slackPage } from './pictures/slack-page.ts';

const shown = (...blocks: readonly object[]) => slackPage([{ blocks: blocks as never, isReply: false, time: '08:00' }]);
const text = (more: object) => shown({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [more] }] });

test('A picture shows every text of a message, as text', () => {
  const page = shown(
    header('Head <b>'),
    richText([section(bold('🔴 bold'), plain(' & plain'), code('code')), ...preformatted(['a', ' b'])]),
  );
  for (const part of ['Head &lt;b&gt;', '<i class="red"></i> bold', ' &amp; plain', '<code>code</code>', '<pre>a<br> b</pre>'])
    expect(page).toContain(part);
});

test.each([
  ['a block', () => shown({ type: 'divider' })],
  ['a part of a text', () => shown({ type: 'rich_text', elements: [{ type: 'rich_text_list', elements: [] }] })],
  ['an element', () => text({ type: 'emoji', name: 'wave' })],
  ['a style', () => text({ type: 'text', text: 'a', style: { italic: true } })],
])('%s that our messages do not have is not left out silently', (_, make) => {
  expect(make).toThrow(/do not know how Slack shows/);
});
