import type { TopicMessage } from '../../../report/alerts/sns/topic-messages.ts';
import { html } from '../../../report/html/markup/html.ts';
import { page } from './page.ts';

const STYLE = `
h3 { font-size: 16px; margin: 0 0 4px } .from { color: #616061; font-size: 12px; border-bottom: 1px solid #ddd; padding-bottom: 8px }
pre { font: 12px/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere }
`;

/** An e-mail as a mail program shows it, for a picture. */
export function emailPage({ subject, bodies: { email } }: Pick<TopicMessage, 'subject' | 'bodies'>): string {
  const lines = email.split('\n').map((line) => [line, html`<br>`]);
  return page(
    STYLE,
    html`<h3>${subject}</h3><div class="from">AWS Notifications &lt;no-reply@sns.amazonaws.com&gt;</div><pre>${lines}</pre>`,
  );
}
