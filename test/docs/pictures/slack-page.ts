import type { RichTextElement, RichTextPart, SlackBlock } from '../../../report/alerts/slack/blocks.ts';
import { type Content, html, type Markup } from '../../../report/html/markup/html.ts';
import { page } from './page.ts';

/** A message as it stands in a channel, or as a reply in a thread. */
export interface ShownMessage {
  readonly blocks: readonly SlackBlock[];
  readonly isReply: boolean;
  /** `08:00`. */
  readonly time: string;
}

/** No font is sure to have them, so they are drawn. */
const MARKS: Readonly<Record<string, string>> = {
  '🔴': 'red',
  '🟠': 'orange',
  '🟡': 'yellow',
  '🔵': 'blue',
  '⚪': 'white',
  '✅': 'done',
};

const STYLE = `
.message { display: grid; grid-template-columns: 36px 1fr; column-gap: 8px; margin-bottom: 14px }
.reply { margin-left: 44px; border-left: 3px solid #ddd; padding-left: 12px }
.face { width: 36px; height: 36px; border-radius: 6px; background: #24506b; color: #fff; font: bold 20px/36px sans-serif; text-align: center }
.from { font-weight: bold } .from span { font-weight: normal; color: #616061; font-size: 12px; margin-left: 6px }
.from .app { background: #e8e8e8; border-radius: 2px; padding: 0 3px; font-size: 10px; font-weight: bold }
h3 { font-size: 18px; margin: 6px 0 8px }
.section { overflow-wrap: anywhere }
.block { margin-bottom: 8px }
pre { font: 12px/1.5 "DejaVu Sans Mono", monospace; background: #f8f8f8; border: 1px solid #ddd; border-radius: 4px; padding: 8px; margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere }
code { font: 12px "DejaVu Sans Mono", monospace; background: #f8f8f8; border: 1px solid #ddd; border-radius: 3px; padding: 1px 3px; color: #c01343 }
a { color: #1264a3; text-decoration: none }
i { display: inline-block; width: 13px; height: 13px; border-radius: 50%; vertical-align: -2px }
.red { background: #dd2e44 } .orange { background: #f4900c } .yellow { background: #fdcb58 } .blue { background: #55acee } .white { background: #e6e7e8 }
.done { border-radius: 3px; background: #77b255; position: relative }
.done::after { content: ""; position: absolute; left: 4px; top: 1px; width: 3px; height: 7px; border: solid #fff; border-width: 0 2px 2px 0; transform: rotate(40deg) }
`;

/**
 * A page that looks as Slack does, for a picture.
 * @throws for whatever our messages do not have, so that no picture leaves anything out
 */
export function slackPage(messages: readonly ShownMessage[]): string {
  return page(STYLE, html`${messages.map(message)}`);
}

function message({ blocks, isReply, time }: ShownMessage): Markup {
  return html`<div class="message ${isReply ? 'reply' : ''}"><div class="face">R</div><div>
<div class="from">Rolecall <span class="app">APP</span><span>${time}</span></div>${blocks.map(block)}</div></div>`;
}

function block(shown: SlackBlock): Markup {
  if (shown.type === 'header') return html`<h3>${marked(shown.text.text)}</h3>`;
  if (shown.type === 'rich_text') return html`<div class="block">${shown.elements.map(part)}</div>`;
  throw unknown(shown);
}

function part(shown: RichTextPart): Markup {
  const inside = shown.elements.map(element);
  if (shown.type === 'rich_text_section') return html`<div class="section">${inside}</div>`;
  if (shown.type === 'rich_text_preformatted') return html`<pre>${inside}</pre>`;
  throw unknown(shown);
}

function element(shown: RichTextElement): Markup {
  if (shown.type === 'link') return html`<a href="${shown.url}">${shown.text}</a>`;
  if (shown.type !== 'text') throw unknown(shown);
  const { bold = false, code = false, ...others } = shown.style ?? {};
  if (Object.keys(others).length > 0) throw unknown(shown);
  const text = html`${marked(shown.text)}`;
  if (code) return html`<code>${text}</code>`;
  return bold ? html`<b>${text}</b>` : text;
}

function marked(text: string): Content {
  const lines = text.split('\n').map((line) => line.split(/(🔴|🟠|🟡|🔵|⚪|✅)/u).map((piece) => mark(piece)));
  return lines.map((line, index) => (index === 0 ? line : [html`<br>`, line]));
}

function mark(piece: string): Content {
  const name = MARKS[piece];
  return name === undefined ? piece : html`<i class="${name}"></i>`;
}

function unknown(shown: unknown): Error {
  return new Error(`The pictures do not know how Slack shows ${JSON.stringify(shown)}; teach test/docs/pictures/slack-page.ts.`);
}
