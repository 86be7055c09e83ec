import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonText } from '../../report/escaping/json-text.ts';
import { htmlCode, markdownCode, markdownText } from '../../report/escaping/markdown-text.ts';
import { printable } from '../../report/escaping/printable.ts';
import { shellQuoted } from '../../report/escaping/shell.ts';
import { problemsText } from '../../report/problems-text.ts';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const text = fc.string({ unit: 'binary' });

test('no text keeps a control, format or bidirectional character', () => {
  fc.assert(fc.property(text, (any) => !INVISIBLE.test(printable(any)) && !INVISIBLE.test(markdownText(any))));
});

test('what can be seen stays as it is', () => {
  expect(printable('orders-täsk @1 «x» 日本 🙂')).toBe('orders-täsk @1 «x» 日本 🙂');
  expect(printable('a\u001b[2J\u202eb\n\u200b')).toBe('a\\u001b[2J\\u202eb\\n\\u200b');
});

test('JSON text reads back as the same value and shows everything', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      const written = jsonText({ any });
      return !INVISIBLE.test(written) && (JSON.parse(written) as { any: string }).any === any;
    }),
  );
});

test('a shell takes every quoted argument as it is', () => {
  const argument = fc.string({ unit: 'grapheme' }).filter((any) => !any.includes('\0'));
  const tricky = ["it's", '$(id)', '`id`', '-n', '~', '=ls', 'a b', '*', '\\', '"', 'a\nb', '', '!!', '{a,b}', '#'];
  const given = [...tricky, ...fc.sample(argument, 300)];
  const read = execFileSync('sh', ['-c', `printf '%s\\0' ${given.map(shellQuoted).join(' ')}`], { encoding: 'utf8' });
  expect(read.split('\0').slice(0, -1)).toEqual(given);
});

test('a code span of Markdown is closed by its own fence alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '|') }), (any) => {
      const span = markdownCode(any);
      const fence = /^`+/.exec(span)?.[0] ?? '';
      const inside = span.slice(fence.length, -fence.length);
      return any.startsWith('`') || !inside.split(/[^`]+/).includes(fence);
    }),
  );
});

test.each([
  ['<script>', '\\<script\\>'],
  ['[a](http://x)', '\\[a\\](http\\://x)'],
  ['# title', '\\# title'],
  ['- item', '\\- item'],
  ['12. item', '12\\. item'],
  ['a_b*c*`d`', 'a\\_b\\*c\\*\\`d\\`'],
  ['&lt;', '\\&lt;'],
  ['@everyone, jane@example.com', '`@`everyone, jane@example.com'],
  ['www.example.com', 'www\\.example.com'],
  ['see #17, acme/infra#17 and GH-17', 'see `#`17, acme/infra`#`17 and GH`-`17'],
])('Markdown shows %p as it is', (given, expected) => {
  expect(markdownText(given)).toBe(expected);
});

test('a code span of nothing opens none', () => {
  expect(markdownCode('')).toBe('` `');
});

test('a code span is made however long a text is', () => {
  expect(markdownCode('a'.repeat(500_000))).toHaveLength(500_002);
});

test('a name in HTML is text, and no element', () => {
  expect(htmlCode('</code><b>"@jane" & \n')).toBe('<code>&lt;/code&gt;&lt;b&gt;&quot;@jane&quot; &amp; \\n</code>');
});

test('a problem shows its line with a caret under its column, tabs and all', () => {
  const problem = { file: 'a.yaml', line: 2, column: 3, path: '', message: 'no', severity: 'error' } as const;
  const sources = new Map([['a.yaml', 'one\r\n\t\ttwo\r\n']]);
  expect(problemsText([problem], { color: false, sources })).toBe('a.yaml:2:3: error: no\n  2 |   two\n    |   ^\n');
});
